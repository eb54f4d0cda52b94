"""derivquiz deck …: the tools of those who write decks, one file a tool."""
