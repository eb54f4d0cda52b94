"""When it is asked again: the history of a learner, its store, the scheduler and the queue. Knows only keys."""
