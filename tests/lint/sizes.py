"""How long a file and a function may be."""

import ast

import source

FILE_LINES = 500
FUNCTION_LINES = 40


def check_file(path, text):
    lines = text.count("\n")
    if lines > FILE_LINES:
        yield f"{path}:{FILE_LINES + 1}: the file has {lines} lines, more than {FILE_LINES}"


def check_c_functions(path, text):
    """A function stands between a "{" and a "}" in the first column."""
    start = None
    for number, line in enumerate(source.without_comments_and_strings(text).split("\n"), 1):
        if line.startswith("{"):
            start = number
        elif line.startswith("}") and start is not None:
            length = number - start + 1
            if length > FUNCTION_LINES:
                yield f"{path}:{start}: a function of {length} lines, more than {FUNCTION_LINES}"
            start = None


def check_python_functions(path, text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            length = node.end_lineno - node.lineno + 1
            if length > FUNCTION_LINES:
                yield f"{path}:{node.lineno}: {node.name}() has {length} lines, more than " \
                      f"{FUNCTION_LINES}"


def check():
    for path in source.files("*.[ch]", "*.py"):
        text = source.read(path)
        yield from check_file(path, text)
        if path.suffix == ".py":
            yield from check_python_functions(path, text)
        else:
            yield from check_c_functions(path, text)
