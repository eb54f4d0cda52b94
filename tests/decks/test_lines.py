from derivquiz.decks import lines

TEXT = '''format = 1  # [not.a.table]
id = "a"

[[template]]
id = "first"
lesson = """
[[template]]
where = "in a text"
"""
function = [
  "x",  # a "]" in a comment
  "y = 2",
]
parameters.a = "2..3"

[[template]]
id = "second"

  [template.parameters]
  b = { c = "]" }
  "n" = [2,
    3]

[[ template ]]
where = 'a != "b"'
'''


def test_every_key_is_found_on_its_line() -> None:
    found = lines.index(TEXT)
    rows = TEXT.split("\n")
    for path, place in found.items():
        rest = rows[place.line - 1][place.column - 1 :]
        assert str(path[-1]) in rest or isinstance(path[-1], int)
        assert not rest.startswith(" ")
    assert found["format",] == (1, 1)
    assert found["template", 0] == (4, 1)
    assert found["template", 0, "function"] == (10, 1)
    assert found["template", 0, "parameters", "a"] == (14, 1)
    assert found["template", 1, "id"] == (17, 1)
    assert found["template", 1, "parameters", "n"] == (21, 3)
    assert found["template", 2, "where"] == (25, 1)
    assert ("template", 0, "where") not in found
    assert ("template", 0, "y") not in found


def test_a_key_inside_an_inline_table_is_found_on_the_line_of_the_table() -> None:
    assert lines.find('a = 1\nparameters = { b = "2..9" }', ("parameters", "b")) == (2, 1)


def test_a_key_that_is_nowhere_has_no_line() -> None:
    assert lines.find("a = 1", ("b",)) is None


def test_a_part_of_a_value_is_found_where_it_stands() -> None:
    assert lines.value(TEXT, ("template", 0, "function"), "y = 2", 4) == (12, 8)
    assert lines.value(TEXT, ("template", 1, "id"), "second") == (17, 7)


def test_a_part_that_is_written_otherwise_is_found_at_its_key() -> None:
    assert lines.value('a = "x\\u0031"\nb = "x1"', ("a",), "x1") == (1, 1)
    assert lines.value("a = 1", ("b",), "1") is None
