"""Expressions: read, written, evaluated in intervals, compared, differentiated. The only importer of sympy and flint."""
