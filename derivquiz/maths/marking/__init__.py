"""Whether an answer is right: refuted in balls, agreed, proved; and what a point shows."""
