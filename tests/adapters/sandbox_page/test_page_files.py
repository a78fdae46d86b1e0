"""What the page's files may hold."""

from adapters.sandbox.pages import PAGE


def test_no_script_parses_text_as_markup() -> None:
    for script in PAGE.rglob("*.js"):
        words = script.read_text()
        assert not any(
            danger in words
            for danger in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write")
        )
        assert len(words.splitlines()) < 300
