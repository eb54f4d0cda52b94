"""The commands that print, one file each; `cli` says what may be typed."""
