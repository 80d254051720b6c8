//! The count text: words are kept, the interval is what the kind allows, and nothing that can be meant in two ways is read.

use tollbook::model::count::Count;
use tollbook::model::unseen::seen as seen_text;
use tollbook::model::wording::{Aside, Kind, Reading, SignEvidence, Thousands, Wording, WordingFault};

use super::{Checked, held, seen, told};

type Read = Result<Reading, WordingFault>;

const WAYS: [Option<Thousands>; 3] = [None, Some(Thousands::Comma), Some(Thousands::Dot)];

pub fn check(input: &[u8]) -> Checked {
    let text = String::from_utf8_lossy(input);
    let read = WAYS.map(|signs| Wording::read_with(&text, signs));
    for (signs, read) in WAYS.iter().zip(&read) {
        match read {
            Ok(reading) => whole(&text, *signs, reading)?,
            Err(fault) => told(fault, WordingFault::CODES)?,
        }
    }
    columns_agree(&text, &read)?;
    writing_changes_nothing(&text, &read[0])?;
    marks_change_nothing(&text, &read[0])?;
    plain_digits(&text, &read[0])?;
    groups(&text, &read[0])?;
    seen(read.iter().any(Result::is_ok))
}

fn whole(text: &str, signs: Option<Thousands>, reading: &Reading) -> Result<(), String> {
    let Reading { whole, parts, counted, aside, .. } = reading;
    let kept = whole.unmistakable();
    let typed = typed(text, aside);
    let is_kept = |typed: &str| typed == bare(&kept);
    held(is_kept(&typed) || signs.is_some() && is_in_house_signs(&typed, &bare(&kept)), || {
        format!("words lost: `{kept}`")
    })?;
    wording(whole)?;
    for part in parts {
        wording(&part.wording)?;
        held(!part.group.is_empty() && kept.contains(&part.group), || format!("a group invented: {part:?}"))?;
        let fits = whole.count().high().is_none_or(|high| part.wording.count().low() <= high);
        held(fits, || format!("a part above its whole: {reading:?}"))?;
    }
    held(counted.as_ref().is_none_or(|noun| !noun.is_empty() && kept.contains(noun)), || {
        format!("a noun invented: {counted:?}")
    })
}

/// A cell without its blanks, the marks that cannot be seen, and what stood beside its number.
fn typed(text: &str, aside: &Aside) -> String {
    let mut typed = bare(&seen_text(text));
    for mark in aside.marks.split_whitespace().rev() {
        typed = without_last(&typed, mark);
    }
    let mut reservation = bare(&aside.reservation);
    while let Some(brackets) = brackets_with(&typed, &reservation) {
        typed = typed.replacen(&brackets, "", 1);
        reservation = reservation[brackets.len() - 2..].to_owned();
    }
    typed
}

/// The first brackets of a text that hold what a reservation begins with.
fn brackets_with(text: &str, reservation: &str) -> Option<String> {
    text.match_indices(['(', '[']).find_map(|(at, _)| {
        let end = at + text[at..].find([')', ']'])?;
        let inside = &text[at + 1..end];
        (!inside.is_empty() && reservation.starts_with(inside)).then(|| text[at..=end].to_owned())
    })
}

fn without_last(text: &str, mark: &str) -> String {
    match text.rfind(mark) {
        Some(at) => format!("{}{}", &text[..at], &text[at + mark.len()..]),
        None => text.to_owned(),
    }
}

fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Whether words of a decided column are those of the cell, but for its signs and the zeros behind its decimals.
fn is_in_house_signs(typed: &str, kept: &str) -> bool {
    let plain = |text: &str| {
        let zero = |c: char| c.is_numeric() && c.to_digit(10).is_none_or(|digit| digit == 0);
        let is_plain = |c: &char| !matches!(c, '.' | ',') && !c.is_whitespace() && !zero(*c);
        text.chars().filter(is_plain).collect::<String>()
    };
    plain(typed) == plain(kept)
        && typed.chars().count().abs_diff(kept.chars().count()) <= 4 * typed.matches(['.', ',']).count()
}

/// What the table of kinds says of an interval (`docs/rules.md`, "Counts"), and what is kept and shown of the words.
fn wording(wording: &Wording) -> Result<(), String> {
    let (kind, value, count) = (wording.kind(), wording.value(), wording.count());
    held(allowed(kind, value, count), || format!("no interval of its kind: {wording:?}"))?;
    held(value.is_none_or(|value| value <= Count::MOST), || format!("more than all people: {wording:?}"))?;
    held(Wording::restore(kind, value, count, wording.own_text()) == *wording, || {
        format!("a store would give it back otherwise: {wording:?}")
    })?;
    let kept = wording.unmistakable();
    let again = Wording::read(&kept).map_err(|fault| format!("its words `{kept}` are refused: {fault}"))?;
    held(again.whole == *wording, || {
        format!("its words `{kept}` read as {:?}, not {wording:?}", again.whole)
    })?;
    if wording.ends_of_fraction().is_some() {
        return Ok(()); // shown beside a column that says so; alone its words are no count
    }
    let printed = wording.printed();
    let again = Wording::read(&printed)
        .map_err(|fault| format!("what is shown, `{printed}`, is refused: {fault}"))?;
    held((again.whole.kind(), again.whole.value(), again.whole.count()) == (kind, value, count), || {
        format!("what is shown, `{printed}`, reads as {:?}, not {wording:?}", again.whole)
    })
}

fn allowed(kind: Kind, value: Option<u64>, count: Count) -> bool {
    let tenth = |n: u64| n.div_ceil(10).max(1);
    let ends = (count.low(), count.high());
    match (kind, value) {
        (Kind::Exact, Some(n)) => ends == (n, Some(n)),
        (Kind::AtLeast, Some(n)) => ends == (n, None),
        (Kind::MoreThan, Some(n)) => ends == (n + 1, None),
        (Kind::AtMost, Some(n)) => ends == (0, Some(n)),
        (Kind::FewerThan, Some(n)) => n > 0 && ends == (0, Some(n - 1)),
        (Kind::Nearly, Some(n)) => n > 0 && ends == (n.saturating_sub(tenth(n)), Some(n - 1)),
        (Kind::About, Some(n)) => ends == (n.saturating_sub(tenth(n)), Some(n + tenth(n))),
        (Kind::Range, None) => count.high().is_some_and(|high| count.low() <= high && high <= Count::MOST),
        (Kind::Estimate, Some(n)) => count.allows(n) && count.high().is_some_and(|high| high <= Count::MOST),
        (Kind::Vague, None) => count.high().is_none() && count.low() > 0,
        _ => false,
    }
}

/// Whatever a column decides, a cell is never two numbers without being called doubtful.
fn columns_agree(text: &str, read: &[Read; 3]) -> Result<(), String> {
    let evidence = Thousands::evidence(text.trim());
    let count = |read: &Read| read.as_ref().ok().map(|reading| reading.whole.count());
    let [alone, comma, dot] = read.each_ref().map(count);
    let differ = |one: Option<Count>, other: Option<Count>| one.is_some() && other.is_some() && one != other;
    held(!differ(alone, comma), || format!("alone {alone:?}, with a comma {comma:?}"))?;
    let settles_for_commas = evidence == SignEvidence::Settles(Thousands::Comma);
    held(!differ(alone, dot) || settles_for_commas, || {
        format!("alone {alone:?}, with a dot {dot:?}, and the evidence is {evidence:?}")
    })?;
    held(!differ(comma, dot) || evidence != SignEvidence::None, || {
        format!("with a comma {comma:?}, with a dot {dot:?}, and no evidence is seen")
    })
}

/// Blanks around a cell, the case of its letters and the script of its digits change no count.
fn writing_changes_nothing(text: &str, alone: &Read) -> Result<(), String> {
    let blanks = Wording::read(&format!(" {text}\u{a0}\t"));
    held(blanks == *alone, || format!("with blanks around it: {blanks:?}, not {alone:?}"))?;
    let Ok(Reading { whole, .. }) = alone else { return Ok(()) };
    let is_ascii = text.chars().all(|c| c.is_ascii() || !c.is_numeric());
    let swap = |c: char| c.to_digit(10).and_then(|digit| char::from_u32(0x0660 + digit)).unwrap_or(c);
    let script: String = if is_ascii { text.chars().map(swap).collect() } else { text.to_owned() };
    // Programs write `None` for no number at all.
    let is_none = whole.text().eq_ignore_ascii_case("none");
    let others = [script, if is_none { text.to_owned() } else { text.to_ascii_uppercase() }];
    for other in others {
        let read = Wording::read(&other).map_err(|fault| format!("`{other}` is refused: {fault}"))?.whole;
        held(
            (read.kind(), read.value(), read.count()) == (whole.kind(), whole.value(), whole.count()),
            || format!("`{other}` reads as {read:?}, not {whole:?}"),
        )?;
    }
    Ok(())
}

/// A mark behind a cell, and one that cannot be seen within it, change neither number nor words.
fn marks_change_nothing(text: &str, alone: &Read) -> Result<(), String> {
    let Ok(Reading { whole, .. }) = alone else { return Ok(()) };
    let text = text.trim();
    let (first, rest) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
    for other in
        [format!("{text}[note 2]"), format!("{text}*"), format!("\u{200f}{first}\u{200e}{rest}\u{feff}")]
    {
        let read = Wording::read(&other).map_err(|fault| format!("`{other}` is refused: {fault}"))?.whole;
        held(read == *whole, || format!("`{other}` reads as {read:?}, not {whole:?}"))?;
    }
    Ok(())
}

/// Digits alone are their number; eight of them may be a date.
fn plain_digits(text: &str, alone: &Read) -> Result<(), String> {
    let text = text.trim();
    if text.is_empty()
        || text.len() == 8
        || text.len() > 19
        || !text.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Ok(());
    }
    let number = text.parse::<u64>().map_err(|error| error.to_string())?;
    let expected = (number <= Count::MOST).then(|| Count::exactly(number));
    let found = alone.as_ref().ok().map(|reading| reading.whole.count());
    held(found == expected, || format!("`{text}` reads as {found:?}"))
}

/// Digits between commas are read in groups of three, or Indian, and as the number that they are without them.
fn groups(text: &str, alone: &Read) -> Result<(), String> {
    let text = text.trim();
    let Ok(Reading { whole, .. }) = alone else { return Ok(()) };
    if !text.contains(',') || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b',') {
        return Ok(());
    }
    let lengths: Vec<usize> = text.split(',').map(str::len).collect();
    let last = lengths.len() - 1;
    let are = |first: usize, middle: usize| {
        (1..=first).contains(&lengths[0]) && lengths[1..last].iter().all(|length| *length == middle)
    };
    held(lengths[last] == 3 && (are(3, 3) || are(2, 2)), || {
        format!("`{text}` is read in groups of {lengths:?}")
    })?;
    let joined = text.replace(',', "").parse::<u64>().ok();
    held(whole.value() == joined, || format!("`{text}` is read as {:?}", whole.value()))
}
