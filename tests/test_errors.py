from kg.errors import KgError, QueryError


def test_an_error_says_what_where_and_what_next() -> None:
    error = QueryError("unknown query 'spnsors'", where="kg query", hint="run `kg query` for the list")
    assert str(error) == "kg query: unknown query 'spnsors'; run `kg query` for the list"
    assert isinstance(error, KgError)
