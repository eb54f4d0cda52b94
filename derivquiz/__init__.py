"""derivquiz: a terminal game that drills derivatives for neural networks."""

__version__ = "0.1.0"
