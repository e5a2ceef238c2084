"""Learned transformations: a program is data, `transform` makes its text of the sources or raises."""

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

NAMES = {
    "en": (
        "January February March April May June July August September October November December",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    ),
    "de": (
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    ),
    "fr": (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
    ),
    "es": (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "lunes martes miércoles jueves viernes sábado domingo",
    ),
    "it": (
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    ),
    "nl": (
        "januari februari maart april mei juni juli augustus september oktober november december",
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    ),
    "pt": (
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    ),
    "sv": (
        "januari februari mars april maj juni juli augusti september oktober november december",
        "måndag tisdag onsdag torsdag fredag lördag söndag",
    ),
    "da": (
        "januar februar marts april maj juni juli august september oktober november december",
        "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    ),
    "pl": (
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "poniedziałek wtorek środa czwartek piątek sobota niedziela",
    ),
}
MONTHS = {language: months.split() for language, (months, _) in NAMES.items()}
DAYS = {language: days.split() for language, (_, days) in NAMES.items()}
TOKEN = re.compile(r"'[^']*'|MMMM|MMM|MM|M|dd|d|yyyy|yy|EEEE|EEE|Q")
PATTERN = {
    "d": r"(?P<d>\d{1,2})", "dd": r"(?P<d>\d{2})", "M": r"(?P<M>\d{1,2})", "MM": r"(?P<M>\d{2})",
    "MMM": r"(?P<N>[^\W\d_]{3})", "MMMM": r"(?P<N>[^\W\d_]{3,12})", "yy": r"(?P<y>\d{2})", "yyyy": r"(?P<y>\d{4})",
}
RUNS = {"word": re.compile(r"(?:[^\W\d_]|[\u0300-\u036f'’])+"), "number": re.compile(r"\d+"), "chunk": re.compile(r"\S+")}
TIMES = {
    "H:mm": r"([0-9]{1,3}):([0-5][0-9])", "HH:mm": r"([0-9]{2}):([0-5][0-9])", "HH:mm:ss": r"([0-9]{2}):([0-5][0-9]):00",
    "HHmm": r"([01][0-9]|2[0-3])([0-5][0-9])", "HH.mm": r"([0-9]{2})\.([0-5][0-9])",
    "h:mm a": r"([1-9]|1[0-2]):([0-5][0-9]) ([AP]M)", "hh:mm a": r"(0[1-9]|1[0-2]):([0-5][0-9]) ([AP]M)",
    "h:mma": r"([1-9]|1[0-2]):([0-5][0-9])([ap]m)", "minutes": r"()([0-9]{1,5})", "hours": r"([0-9]{1,4}\.[0-9]{2})()",
}
GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
STROKES = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE"}


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
        a = None if left is None else parse_number(left, any_digits(e["style"]))
        b = None if right is None else parse_number(right, any_digits(e["style"]))
        if a is None or b is None:
            return None
        return calculated(a, b, e["by"], e["style"])
    text = evaluate(e["of"], inputs)
    return None if text is None else applied(e, text)


def applied(e, text):
    op = e["op"]
    if op == "part":
        return part_of(text, e["by"], e["from"], e["to"], e.get("count"))
    if op == "slice":
        first = len(text) + e["from"] if e["from"] < 0 else e["from"]
        last = len(text) if e["to"] is None else len(text) + e["to"] if e["to"] < 0 else e["to"]
        if e.get("clips"):
            first, last = max(0, first), min(len(text), last)
        return None if first < 0 or last > len(text) or first >= last else text[first:last]
    if op == "case":
        return with_case(text, e["to"])
    if op == "only":
        keep = {"digits": is_digit, "letters": is_letter, "alphanumeric": lambda c: is_digit(c) or is_letter(c)}[e["keep"]]
        return "".join(c for c in text if keep(c))
    if op == "replace":
        return text.replace(e["text"], e["by"]) if e.get("lenient") or e["text"] in text else None
    if op == "each":
        return each_of(text, e)
    if op == "group":
        runs = all(is_letter(c) or is_digit(c) for c in text) and text != ""
        return e["between"].join(text[i:i + e["size"]] for i in range(0, len(text), e["size"])) if runs else None
    if op == "fold":
        return folded(text, e["to"])
    if op == "squeeze":
        return re.sub(r"\s+", " ", text.strip())
    if op == "count":
        return str(len(pieces(text, e["by"])))
    if op == "pad":
        return text.rjust(e["width"], "0") if len(text) <= e["width"] else None
    if op == "unpad":
        return re.sub(r"^0+(?=.)", "", text)
    if op == "date":
        found = parse_date(text, e["from"])
        return None if found is None else print_date(shifted(found, e.get("shift")), e["to"])
    if op == "time":
        time = parse_time(text, e["from"])
        if time is None:
            return None
        return print_time((time + e["shift"]) % 1440 if e.get("shift") else time, e["to"])
    if op == "number":
        number = parse_number(text, e["from"])
        if number is None:
            return None
        return print_number(number, {**e["to"], "digits": fraction_digits(text, e["from"])} if e.get("asWritten") else e["to"])
    if op == "arithmetic":
        number = parse_number(text, any_digits(e["style"]))
        if number is None:
            return None
        return print_number(number * e["factor"] / e.get("divisor", 1) + e["term"], e.get("to", e["style"]))
    raise ValueError(f"unknown operation {op}")


def is_digit(c):
    return unicodedata.category(c) == "Nd"


def is_letter(c):
    return unicodedata.category(c).startswith("L")


def any_digits(style):
    return {**style, "digits": None}


def calculated(a, b, by, style):
    if by == "÷":
        return None if b == 0 else print_number(a / b, style)
    return print_number(a + b if by == "+" else a - b if by == "-" else a * b, style)


def each_of(text, e):
    kept = []
    for first, last in pieces(text, e["by"]):
        piece = text[first:last] if e["take"] is None else text[first:last][:e["take"]]
        kept.append((piece if e["case"] is None else with_case(piece, e["case"])) + e["behind"])
    return None if not kept or e["behind"] in kept else e["between"].join(kept)


def folded(text, to):
    spelled = "".join(GERMAN.get(c, c) for c in unicodedata.normalize("NFC", text)) if to == "german" else text
    plain = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", spelled))
    return "".join(STROKES.get(c, c) for c in unicodedata.normalize("NFC", plain))


def humps(text):
    """The words of camelCase: a capital with small letters, several capitals, small letters, digits."""
    found, i = [], 0
    kind = lambda c: "9" if is_digit(c) else "A" if unicodedata.category(c) == "Lu" else "a" if unicodedata.category(c) == "Ll" or unicodedata.category(c).startswith("M") else ""
    while i < len(text):
        start, k = i, kind(text[i])
        if k == "":
            i += 1
            continue
        while i < len(text) and kind(text[i]) == k:
            i += 1
        if k == "A" and i < len(text) and kind(text[i]) == "a":
            if i - start > 1:
                found.append((start, i - 1))
                start = i - 1
            while i < len(text) and kind(text[i]) == "a":
                i += 1
        found.append((start, i))
    return found


def pieces(text, by):
    if by == "hump":
        return humps(text)
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


def part_of(text, by, start, end, count=None):
    found = pieces(text, by)
    if count is not None and len(found) != count:
        return None
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
    if feature == "value":
        return trimmed
    if feature == "start":
        return trimmed[:3]
    if feature == "first word":
        return re.match(r"\S*", trimmed).group()
    if feature == "last word":
        return re.search(r"\S*$", trimmed).group()
    if feature == "words":
        return f"{len(pieces(trimmed, 'word'))} words"
    if feature == "numbers":
        return f"{len(pieces(trimmed, 'number'))} numbers"
    if feature == "separators":
        return "".join(sorted({c for c in trimmed if not is_letter(c) and not is_digit(c) and not c.isspace() and not unicodedata.category(c).startswith("M")}))
    if feature in ("first", "last"):
        c = trimmed[:1] if feature == "first" else trimmed[-1:]
        return "nothing" if c == "" else "letter" if is_letter(c) else "digit" if is_digit(c) else c
    if feature == "length":
        return f"{len(trimmed)} characters"
    shape = re.sub(r"\d+", "9", trimmed)
    shape = re.sub(r"(?:[^\W\d_]|[\u0300-\u036f])+", "a", shape)
    return re.sub(r"\s+", " ", shape)


def in_language(style):
    m = re.fullmatch(r"(.*) \[(\w\w)\]", style)
    return (m.group(1), m.group(2)) if m else (style, "en")


def parse_date(text, style):
    body, language = in_language(style)
    parts = re.split("(" + TOKEN.pattern + ")", body)
    source = "".join(PATTERN.get(t, re.escape(t.replace("'", ""))) for t in parts)
    m = re.fullmatch(source, text)
    g = m.groupdict() if m else {}
    if "y" not in g or not ("M" in g or "N" in g):
        return None
    month = month_named(g["N"], language) if g.get("N") else int(g["M"])
    short = int(g["y"])
    year = short if len(g["y"]) == 4 else 2000 + short if short < 70 else 1900 + short
    try:
        return date(year, month, int(g.get("d") or 1))
    except ValueError:
        return None


def month_named(name, language):
    length = max(3, len(name))
    return next((i + 1 for i, month in enumerate(MONTHS[language]) if month[:length].lower() == name.lower()), 0)


def shifted(d, shift):
    if not shift:
        return d
    if shift["unit"] == "to end of month":
        return d.replace(day=monthrange(d.year, d.month)[1])
    if shift["unit"] == "days":
        return d + timedelta(days=shift["count"])
    month = d.year * 12 + d.month - 1 + shift["count"]
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(d.day, monthrange(year, month)[1]))


def print_date(d, style):
    body, language = in_language(style)
    month, day = MONTHS[language][d.month - 1], DAYS[language][d.weekday()]
    texts = {
        "d": str(d.day), "dd": f"{d.day:02d}", "M": str(d.month), "MM": f"{d.month:02d}", "MMM": month[:3], "MMMM": month,
        "EEE": day[:3], "EEEE": day, "Q": str((d.month + 2) // 3), "yy": f"{d.year % 100:02d}", "yyyy": f"{d.year:04d}",
    }
    return TOKEN.sub(lambda m: texts.get(m.group(), m.group().replace("'", "")), body)


def parse_time(text, style):
    m = re.fullmatch(TIMES[style], text) if style in TIMES else None
    if not m:
        return None
    hours, minutes = m.group(1) or "0", m.group(2) or "0"
    if m.lastindex == 3 and style not in ("minutes", "hours"):
        return (int(hours) % 12 + (12 if m.group(3)[0].lower() == "p" else 0)) * 60 + int(minutes)
    time = Decimal(hours) * 60 + int(minutes)
    return int(time) if time == int(time) else None


def print_time(time, style):
    if style == "minutes":
        return str(time)
    if style == "hours":
        return str((Decimal(time) / 60).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))
    hours, minutes = time // 60, f"{time % 60:02d}"
    if style in ("H", "m", "mm"):
        return str(hours) if style == "H" else str(time % 60) if style == "m" else minutes
    if style == "H:mm":
        return f"{hours}:{minutes}"
    if hours > 23:
        return None
    twelve = str(hours % 12 or 12)
    half = "AM" if hours < 12 else "PM"
    return {
        "HH:mm": f"{hours:02d}:{minutes}", "HH:mm:ss": f"{hours:02d}:{minutes}:00", "HHmm": f"{hours:02d}{minutes}",
        "HH.mm": f"{hours:02d}.{minutes}", "h:mm a": f"{twelve}:{minutes} {half}",
        "hh:mm a": f"{twelve.rjust(2, '0')}:{minutes} {half}", "h:mma": f"{twelve}:{minutes}{half.lower()}",
    }[style]


def fraction_digits(text, style):
    m = re.match(r"[0-9]+", (text.strip().split(style["decimal"]) + [""])[1])
    return len(m.group()) if m else 0


def parse_number(text, style):
    m = re.fullmatch(r"([+-]?)([0-9][0-9., ']*)", re.sub("[\u00a0\u202f]", " ", text.strip()))
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
