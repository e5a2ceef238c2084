"""Learned transformations: a program is data, `transform` makes its text of the sources or raises."""

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

MONTHS = "January February March April May June July August September October November December".split()
TOKEN = re.compile(r"MMMM|MMM|MM|M|dd|d|yyyy|yy")
PATTERN = {
    "d": r"(?P<d>\d{1,2})", "dd": r"(?P<d>\d{2})", "M": r"(?P<M>\d{1,2})", "MM": r"(?P<M>\d{2})",
    "MMM": r"(?P<N>[^\W\d_]{3})", "MMMM": r"(?P<N>[^\W\d_]{3,9})", "yy": r"(?P<y>\d{2})", "yyyy": r"(?P<y>\d{4})",
}
RUNS = {"word": re.compile(r"(?:[^\W\d_]|[\u0300-\u036f'’])+"), "number": re.compile(r"\d+"), "chunk": re.compile(r"\S+")}


def transform(program, inputs):
    """The text that the program makes; ValueError where it does not apply: a row is never guessed."""
    text = evaluate(program, inputs)
    if text is None:
        raise ValueError("a learned transformation does not apply to this row")
    return text


def evaluate(e, inputs):
    op = e["op"]
    if op == "constant":
        return e["text"]
    if op == "input":
        return inputs[e["index"]].strip() if e["index"] < len(inputs) else None
    if op == "join":
        parts = [evaluate(part, inputs) for part in e["parts"]]
        return None if None in parts else "".join(parts)
    if op == "lookup":
        key = [evaluate(part, inputs) for part in e["of"]]
        return next((row["to"] for row in e["table"] if row["from"] == key), None)
    if op == "switch":
        value = feature_of(e["by"], inputs[e["index"]])
        chosen = next((case["program"] for case in e["cases"] if case["value"] == value), e["otherwise"])
        return evaluate(chosen, inputs)
    if op == "combine":
        left, right = evaluate(e["left"], inputs), evaluate(e["right"], inputs)
        a = None if left is None else parse_number(left, e["style"])
        b = None if right is None else parse_number(right, e["style"])
        if a is None or b is None:
            return None
        return print_number(a + b if e["by"] == "+" else a - b if e["by"] == "-" else a * b, e["style"])
    text = evaluate(e["of"], inputs)
    return None if text is None else applied(e, text)


def applied(e, text):
    op = e["op"]
    if op == "part":
        return part_of(text, e["by"], e["from"], e["to"])
    if op == "slice":
        first = len(text) + e["from"] if e["from"] < 0 else e["from"]
        last = len(text) if e["to"] is None else len(text) + e["to"] if e["to"] < 0 else e["to"]
        return None if first < 0 or last > len(text) or first >= last else text[first:last]
    if op == "case":
        return with_case(text, e["to"])
    if op == "only":
        keep = {"digits": is_digit, "letters": is_letter, "alphanumeric": lambda c: is_digit(c) or is_letter(c)}[e["keep"]]
        return "".join(c for c in text if keep(c))
    if op == "replace":
        return text.replace(e["text"], e["by"]) if e["text"] in text else None
    if op == "pad":
        return text.rjust(e["width"], "0") if len(text) <= e["width"] else None
    if op == "unpad":
        return re.sub(r"^0+(?=.)", "", text)
    if op == "date":
        found = parse_date(text, e["from"])
        return None if found is None else print_date(found, e["to"])
    if op == "number":
        number = parse_number(text, e["from"])
        return None if number is None else print_number(number, e["to"])
    if op == "arithmetic":
        number = parse_number(text, e["style"])
        return None if number is None else print_number(number * e["factor"] + e["term"], e["style"])
    raise ValueError(f"unknown operation {op}")


def is_digit(c):
    return unicodedata.category(c) == "Nd"


def is_letter(c):
    return unicodedata.category(c).startswith("L")


def pieces(text, by):
    if by in RUNS:
        return [m.span() for m in RUNS[by].finditer(text)]
    found, start = [], 0
    while True:
        at = text.find(by, start)
        end = len(text) if at < 0 else at
        first, last = start, end
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        found.append((first, last))
        if at < 0:
            return found
        start = at + len(by)


def part_of(text, by, start, end):
    found = pieces(text, by)
    first = len(found) + start if start < 0 else start
    last = len(found) + end if end < 0 else end
    if first < 0 or last >= len(found) or first > last:
        return None
    return text[found[first][0]:found[last][1]]


def with_case(text, to):
    def first(word):
        return word[:1].upper() + word[1:].lower()

    if to == "lower":
        return text.lower()
    if to == "upper":
        return text.upper()
    return first(text) if to == "capital" else re.sub(r"[^\W\d_]+", lambda m: first(m.group()), text)


def feature_of(feature, text):
    trimmed = text.strip()
    if feature == "words":
        return f"{len(pieces(trimmed, 'word'))} words"
    if feature == "numbers":
        return f"{len(pieces(trimmed, 'number'))} numbers"
    if feature == "separators":
        return "".join(sorted({c for c in trimmed if not is_letter(c) and not is_digit(c) and not c.isspace() and not unicodedata.category(c).startswith("M")}))
    if feature == "first":
        c = trimmed[:1]
        return "nothing" if c == "" else "letter" if is_letter(c) else "digit" if is_digit(c) else c
    if feature == "length":
        return f"{len(trimmed)} characters"
    shape = re.sub(r"\d+", "9", trimmed)
    shape = re.sub(r"(?:[^\W\d_]|[\u0300-\u036f])+", "a", shape)
    return re.sub(r"\s+", " ", shape)


def parse_date(text, style):
    source = "".join(PATTERN.get(t, re.escape(t)) for t in re.split(r"(MMMM|MMM|MM|M|dd|d|yyyy|yy)", style))
    m = re.fullmatch(source, text)
    if not m or "d" not in m.groupdict() or "y" not in m.groupdict():
        return None
    g = m.groupdict()
    month = month_named(g["N"]) if g.get("N") else int(g["M"])
    short = int(g["y"])
    year = short if len(g["y"]) == 4 else 2000 + short if short < 70 else 1900 + short
    try:
        return date(year, month, int(g["d"]))
    except ValueError:
        return None


def month_named(name):
    length = max(3, len(name))
    return next((i + 1 for i, month in enumerate(MONTHS) if month[:length].lower() == name.lower()), 0)


def print_date(d, style):
    texts = {
        "d": str(d.day), "dd": f"{d.day:02d}", "M": str(d.month), "MM": f"{d.month:02d}", "MMM": MONTHS[d.month - 1][:3],
        "MMMM": MONTHS[d.month - 1], "yy": f"{d.year % 100:02d}", "yyyy": f"{d.year:04d}",
    }
    return TOKEN.sub(lambda m: texts[m.group()], style)


def parse_number(text, style):
    m = re.fullmatch(r"([+-]?)([0-9][0-9., ']*)", text.strip())
    if not m:
        return None
    decimal, group, digits = style["decimal"], style["group"], style["digits"]
    halves = m.group(2).split(decimal)
    if len(halves) > 2 or (len(halves) == 2 and not re.fullmatch(r"[0-9]+", halves[1])):
        return None
    groups = [halves[0]] if group == "" else halves[0].split(group)
    if any(not re.fullmatch(r"[0-9]+", part) or (i > 0 and len(part) != 3) for i, part in enumerate(groups)):
        return None
    fraction = halves[1] if len(halves) == 2 else ""
    if len(groups) > 1 and len(groups[0]) > 3:
        return None
    if digits is not None and len(fraction) != digits:
        return None
    if len("".join(groups)) + len(fraction) > 15:
        return None
    value = float("".join(groups) + "." + (fraction or "0"))
    return -value if m.group(1) == "-" else value


def print_number(value, style):
    if value != value or abs(value) >= 1e15:
        return None
    digits = style["digits"]
    exact = Decimal(f"{abs(value):.15g}")
    if digits is None:
        if exact != 0 and exact < Decimal("1e-6"):
            return None
        shown = format(exact.normalize(), "f")
    else:
        shown = format(exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP), "f")
    whole, _, fraction = shown.partition(".")
    grouped = whole if style["group"] == "" else re.sub(r"\B(?=(\d{3})+$)", style["group"], whole)
    sign = "-" if value < 0 and re.search(r"[1-9]", shown) else ""
    return sign + grouped + (style["decimal"] + fraction if fraction else "")
