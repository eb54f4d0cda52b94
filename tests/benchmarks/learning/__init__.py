"""Simulated learners under several schedules; `tests.benchmarks.learner` prints what becomes of them."""
