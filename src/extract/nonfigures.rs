//! Numbers that count no people, by what stands beside them: shares, rates, ages, days, money, names.

use super::NotAFigure;
use super::counts::{CountForm, CountHere};
use super::lexicon::{HarmRole, WordClass};
use super::line::GlossedLine;
use super::ties::object_follows;
use super::token::{TokenKind, is_dash};
use crate::model::wording::may_begin_count;

/// What a number is, where its own surroundings say that it is no figure.
pub(super) fn not_a_figure(line: &GlossedLine<'_, '_>, count: &CountHere) -> Option<NotAFigure> {
    let (start, end) = (count.lead, count.tokens.end);
    if is_share(line, count) {
        return Some(NotAFigure::Share);
    }
    if is_rate(line, end) {
        return Some(NotAFigure::Rate);
    }
    if is_change(line, count) {
        return Some(NotAFigure::Change);
    }
    if line.is(end, "times") || line.begins(end, &["more", "than"]) || line.begins(end, &["fewer", "than"]) {
        return Some(NotAFigure::Comparison);
    }
    let is_other = is_money(line, start, end)
        || is_day_or_time(line, count)
        || is_age(line, count)
        || is_named(line, count)
        || is_score(line, count)
        || is_pronoun(line, count)
        || is_of_a_court(line, count)
        || count.form == CountForm::Broken;
    is_other.then_some(NotAFigure::Other)
}

/// "Death sentences to 11 officers", "convicted of three murders": those sentenced, and what was done to one after another.
fn is_of_a_court(line: &GlossedLine<'_, '_>, count: &CountHere) -> bool {
    const FARTHEST: usize = 4;
    let before = count.lead.saturating_sub(FARTHEST)..count.lead;
    let given = line.is_any(count.lead.saturating_sub(1), &["to", "on", "for"])
        && before.clone().any(|at| line.is_any(at, &["sentence", "sentences", "terms", "penalties"]));
    let crimes = ["murders", "killings", "manslaughters", "attempted", "counts"];
    let convicted = || {
        (0..count.lead).any(|at| {
            line.is_any(at, &["convicted", "guilty", "charged", "accused", "acquitted", "indicted"])
        })
    };
    given || line.is_any(count.tokens.end, &crimes) && convicted()
}

/// `41%`, `7 in 10`, `two out of three`, `one in five`, `two thirds`, `half`.
fn is_share(line: &GlossedLine<'_, '_>, count: &CountHere) -> bool {
    let end = count.tokens.end;
    let is_number = |at: usize| {
        line.token(at).is_some_and(|token| token.is_numeral())
            || line.is_any(
                at,
                &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "every"],
            )
    };
    let is_percent = line.is_mark(end, |c| matches!(c, '%' | '٪' | '‰'))
        || line.has(end, WordClass::Share) && !line.is(end, "per")
        || line.begins(end, &["per", "cent"])
        || line.is_mark(end, is_dash)
            && line.is_any(end + 1, &["thirds", "quarters", "fifths", "third", "quarter", "fifth"]);
    let behind_in = line.is(end, "in") && is_number(end + 1);
    // "One person in 40".
    let of_people = line.has(end, WordClass::Person) && line.is(end + 1, "in") && is_number(end + 2);
    let in_people = of_people && is_small(count) && !is_year(line, end + 2);
    // "One of every five", "one in every five".
    let of_every = line.begins(end, &["of", "every"])
        || count.lead >= 2 && line.begins(count.lead - 2, &["of", "every"])
        || line.is(count.lead.saturating_sub(1), "every")
            && count.lead >= 2
            && line.is_any(count.lead - 2, &["of", "in"]);
    // "Nine out of ten", "two out of three victims": a round whole. "Four out of nine miners died" counts them.
    const ROUND: &[&str] = &["three", "four", "five", "ten", "every", "3", "4", "5", "10", "100", "1,000"];
    let is_round = |at: usize| line.token(at).is_some_and(|token| ROUND.contains(&&*token.folded));
    let behind_out = line.begins(end, &["out", "of"]) && is_small(count) && is_round(end + 2);
    let is_round_whole = count.lead >= 3
        && line.begins(count.lead - 2, &["out", "of"])
        && is_number(count.lead - 3)
        && is_round(count.lead);
    let in_a_ratio = behind_in && (line.is(end + 1, "every") || is_small(count)) && !is_year(line, end + 1);
    let is_second = count.lead >= 2
        && line.is_any(count.lead - 1, &["in", "every"])
        && is_small(count)
        && line.token(count.lead - 2).is_some_and(|before| {
            before.is_numeral() || before.is_any(&["one", "two", "three", "four", "seven", "nine", "in"])
        })
        && !line.has(end, WordClass::Person)
        && !line.has(end, WordClass::UnitOfMeasure);
    is_percent || in_people || of_every || in_a_ratio || behind_out || is_round_whole || is_second
}

fn is_small(count: &CountHere) -> bool {
    count.value().is_some_and(|value| value <= 100 || value == 1_000) && count.form == CountForm::Number
}

fn is_year(line: &GlossedLine<'_, '_>, at: usize) -> bool {
    line.token(at).is_some_and(|token| {
        token.is_numeral()
            && token.text.len() == 4
            && (token.text.starts_with("19") || token.text.starts_with("20"))
    })
}

/// Per a million, per year.
fn is_rate(line: &GlossedLine<'_, '_>, end: usize) -> bool {
    let reach = line.find(end..end + 4, |at| line.is_mark(at, |c| matches!(c, ',' | '.' | ';')));
    let per = line.find(end..reach.unwrap_or(end + 4), |at| line.is(at, "per"));
    let before = end.saturating_sub(14)..end;
    // "deaths per million inhabitants fell to 42"
    let of_rate = before.clone().any(|at| {
        line.is(at, "per")
            && !line.is(at + 1, "cent")
            && line.token(at + 1).is_some_and(|next| {
                next.is_numeral()
                    || next.is_any(&[
                        "million",
                        "thousand",
                        "hundred",
                        "capita",
                        "head",
                        "inhabitant",
                        "day",
                        "year",
                        "month",
                        "week",
                        "km",
                        "mile",
                    ])
            })
    }) || before.clone().any(|at| line.is_any(at, &["rate", "ratio", "rates", "average"]));
    // "14 deaths a day", but "14 were killed a day earlier"
    let a_day = line.find(end..reach.unwrap_or(end + 5).max(end), |at| {
        line.is_any(at, &["a", "each", "every"])
            && line.is_any(at + 1, &["day", "week", "month", "year", "hour", "minute"])
            && !line.is_any(at + 2, &["earlier", "later", "ago", "before", "after", "old"])
    });
    if a_day.is_some() || line.begins(end, &["annually"]) {
        return true;
    }
    per.is_some_and(|at| !line.is(at + 1, "cent")) || of_rate && !counts_people(line, end)
}

/// "fell by three", "up 9", "a rise of 12": the size of a change.
fn is_change(line: &GlossedLine<'_, '_>, count: &CountHere) -> bool {
    let Some(before) = line.before(count.lead) else { return false };
    let turns = [WordClass::Rise, WordClass::Fall];
    let has_turn = |from: usize| (from.saturating_sub(10)..from).any(|at| line.has_any(at, &turns));
    let is_signed = line.is_mark(before, |c| is_dash(c) || c == '+')
        && before.checked_sub(1).is_some_and(|at| line.is_mark(at, |c| matches!(c, '(' | '[')));
    is_signed
        || line.is(before, "by") && has_turn(before) && !line.has(count.tokens.end, WordClass::Person)
        || line.is(before, "of")
            && before.checked_sub(1).is_some_and(|at| {
                line.is_any(at, &["rise", "increase", "fall", "drop", "decline", "decrease", "jump"])
            })
        || line.is_any(before, &["up", "down"])
            && !line.is(count.tokens.start, "from")
            && line.begins(count.tokens.end, &["from"])
}

fn is_money(line: &GlossedLine<'_, '_>, start: usize, end: usize) -> bool {
    let is_sign =
        |at: usize| line.is_mark(at, |c| matches!(c, '$' | '€' | '£' | '¥' | '₹' | '₽' | '₪' | '₺' | '₦'));
    let before = start.checked_sub(1);
    is_money_too(line, start, end)
        || before
            .is_some_and(|at| is_sign(at) || line.is_any(at, &["us$", "usd", "eur", "gbp", "rs", "euro"]))
        || is_sign(end)
        || line.has(end, WordClass::Money) && !line.is(end, "real")
        || line.find(end..end + 3, |at| line.has(at, WordClass::Money)).is_some()
            && !line.has(end, WordClass::Person)
            && line
                .find(end..end + 3, |at| line.has(at, WordClass::Preposition) || line.is_mark(at, |_| true))
                .is_none()
}

/// "Widows get 9,000 pesos and the wounded 4,500": the unit stands with the first number only.
fn is_money_too(line: &GlossedLine<'_, '_>, start: usize, end: usize) -> bool {
    const FARTHEST: usize = 8;
    let is_end = end >= line.len()
        || line.is_mark(end, |c| matches!(c, ',' | ';' | '.' | ')'))
        || line.has(end, WordClass::Conjunction);
    let is_sign = |at: usize| line.is_mark(at, |c| matches!(c, '$' | '€' | '£' | '¥'));
    let first = start.saturating_sub(FARTHEST);
    let money = (first..start)
        .rev()
        .find(|at| line.has(*at, WordClass::Money) || at.checked_sub(1).is_some_and(is_sign));
    let is_mere_noun = |at: usize| {
        let is_verb = line.has_any(
            at,
            &[WordClass::Be, WordClass::Have, WordClass::Modal, WordClass::Verb, WordClass::Preposition],
        );
        let is_harm = line.entry(at).is_some_and(|entry| !entry.harm.is_empty());
        !is_verb && (!is_harm || line.has(at.wrapping_sub(1), WordClass::Determiner))
    };
    is_end
        && money.is_some_and(|money| {
            let is_amount = money.checked_sub(1).is_some_and(|at| {
                is_sign(at)
                    || line
                        .token(at)
                        .is_some_and(|token| token.is_numeral() || may_begin_count(&token.folded))
            });
            is_amount && start > money + 1 && (money + 1..start).all(is_mere_noun)
        })
}

fn is_day_or_time(line: &GlossedLine<'_, '_>, count: &CountHere) -> bool {
    let (start, end) = (count.lead, count.tokens.end);
    let before = |n: usize| start.checked_sub(n);
    let is_month =
        |at: Option<usize>| at.is_some_and(|at| line.has(at, WordClass::Month) && is_month_here(line, at));
    let is_day =
        count.value().is_some_and(|value| (1..=31).contains(&value)) || count.wording.value().is_none();
    let at_year = is_year(line, count.tokens.start);
    let is_year_alone =
        at_year && count.is_bare() && (!counts_people(line, end) || is_year_of_subject(line, start, end));
    let beside_month = is_day
        && (is_month(Some(end)) && !is_person_month(line, end)
            || is_month(before(1)) && !(has_day_before(line, start - 1) && counts_people(line, end))
            || line.is(end, "of") && is_month(Some(end + 1)));
    let in_a_list = is_day && is_list_of_days(line, end);
    let is_time = line.is_any(end, &["am", "pm", "a.m", "p.m", "o'clock", "gmt", "utc", "hrs"])
        || (line.is_any(end, &["a", "p"]) && line.is_mark(end + 1, |c| c == '.') && line.is(end + 2, "m"))
        || line.is_mark(end, |c| c == ':')
            && line.token(end + 1).is_some_and(|next| next.is_glued && next.is_numeral());
    // "at 1215 (1515 GMT)"
    let is_four = line.token(count.tokens.start).is_some_and(|token| {
        token.is_numeral() && token.text.len() == 4 && token.text.chars().all(|c| c.is_ascii_digit())
    });
    let is_clock = is_four
        && before(1).is_some_and(|at| {
            line.is_any(at, &["at", "until", "by", "from", "since", "around", "about", "between", "and"])
        })
        && !counts_people(line, end)
        && (line
            .find(end..end + 4, |at| line.is_any(at, &["gmt", "hours", "hrs", "utc", "local"]))
            .is_some()
            || before(1).is_some_and(|at| line.is(at, "at")));
    is_clock || is_year_alone || beside_month || in_a_list || is_time || is_month(before(1)) && at_year
}

/// "A smaller slide in 1998 killed seven", "the quake of 1998 killed 60": the verb has its own object.
fn is_year_of_subject(line: &GlossedLine<'_, '_>, start: usize, end: usize) -> bool {
    let is_behind = start.checked_sub(1).is_some_and(|at| line.is_any(at, &["in", "of", "since", "from"]));
    let is_active = line
        .entry(end)
        .is_some_and(|entry| entry.harm_as(HarmRole::Active).is_some() && !entry.has(WordClass::Person));
    is_behind && is_active && object_follows(line, line.after(end))
}

/// "9 to 15 February", "12, 13 and 14 May": the first of some days.
fn is_list_of_days(line: &GlossedLine<'_, '_>, end: usize) -> bool {
    let mut at = end;
    while at < end + 6 {
        if line.has(at, WordClass::Month) && is_month_here(line, at) {
            return at > end;
        }
        let goes_on = line.is_any(at, &["and", "to", "or", "through"])
            || line.is_mark(at, |c| c == ',' || is_dash(c))
            || line.token(at).is_some_and(|token| token.is_numeral());
        if !goes_on {
            return false;
        }
        at += 1;
    }
    false
}

/// "12 May residents": no day.
fn is_person_month(line: &GlossedLine<'_, '_>, month: usize) -> bool {
    line.has(month, WordClass::Person)
}

/// "23 September": the month has its day already.
fn has_day_before(line: &GlossedLine<'_, '_>, month: usize) -> bool {
    month
        .checked_sub(1)
        .is_some_and(|at| line.token(at).is_some_and(|token| token.is_numeral() && token.text.len() <= 2))
}

/// Whether a month is meant: "march" in lower case is another word.
fn is_month_here(line: &GlossedLine<'_, '_>, at: usize) -> bool {
    let Some(token) = line.token(at) else { return false };
    let is_other_word = token.is_any(&["march", "mar", "sun", "sat"]);
    !is_other_word || token.is_capital()
}

/// Whether people or harm are counted by what stands right behind.
fn counts_people(line: &GlossedLine<'_, '_>, at: usize) -> bool {
    line.entry(at).is_some_and(|entry| entry.has(WordClass::Person) || !entry.harm.is_empty())
}

fn is_age(line: &GlossedLine<'_, '_>, count: &CountHere) -> bool {
    let (start, end) = (count.lead, count.tokens.end);
    let before = start.checked_sub(1);
    let is_before = |words: &[&str]| before.is_some_and(|at| line.is_any(at, words));
    let is_year_word = |at: usize| line.is_any(at, &["year", "years", "yr", "month", "months"]);
    if line.is_mark(end, is_dash) && is_year_word(end + 1)
        || is_year_word(end) && line.is_any(end + 1, &["old", "of"])
    {
        return true;
    }
    let is_aged = |at: usize| line.is_any(at, &["aged", "ages"]);
    // "Two sisters aged 19 and 21".
    let is_second_age = is_before(&["and"]) && start.checked_sub(3).is_some_and(is_aged);
    if is_before(&["aged", "age", "ages", "older", "younger", "turned", "turning"])
        || line.begins(end, &["years", "old"])
        || is_second_age
    {
        return true;
    }
    let before_limit = before.map(|at| {
        if line.is_any(at, &["mostly", "mainly", "all", "largely"]) { at.saturating_sub(1) } else { at }
    });
    let is_compared =
        before.is_some_and(|at| at > 0 && line.is(at, "than") && line.is_any(at - 1, &["older", "younger"]));
    // "children under 5": a hedge that stands behind its people.
    let is_limit = line.is_any(count.tokens.start, &["under", "over", "above", "below"])
        && before_limit.is_some_and(|at| {
            line.has(at, WordClass::Person)
                || line.is_any(at, &["those", "aged", "all", "them", "whom", "is", "who", "anyone"])
                || line.has(at, WordClass::Be) && is_of_some(line, at)
                || line.is_any(at, &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])
        })
        && count.value().is_some_and(|value| value <= 100);
    // "the driver, 58, and his mate, 23, had": between commas behind a person, with nothing that it counts.
    let is_between = before.is_some_and(|at| line.is_mark(at, |c| c == ','))
        && line.is_mark(end, |c| matches!(c, ',' | ';' | ')' | '.'))
        && count.is_bare()
        && count.value().is_some_and(|value| (1..=110).contains(&value))
        && line.token(count.tokens.start).is_some_and(|token| token.kind == TokenKind::Numeral)
        && start.checked_sub(2).is_some_and(|at| names_one(line, at));
    // "Ana Os (34)".
    let in_brackets = before.is_some_and(|at| line.is_mark(at, |c| c == '('))
        && line.is_mark(end, |c| c == ')')
        && count.value().is_some_and(|value| (1..=110).contains(&value))
        && start.checked_sub(2).is_some_and(|at| {
            names_one(line, at) && line.entry(at).is_some_and(|entry| entry.harm.is_empty())
        });
    // "who is 23": behind "is", with nothing that it counts.
    let is_one = before.is_some_and(|at| {
        at > 0 && line.is_any(at, &["is", "was"]) && line.is_any(at - 1, &["who", "he", "she", "name"])
    }) && count.is_bare()
        && !counts_people(line, end);
    is_one || is_compared || is_limit || is_between || in_brackets
}

/// "Half of the wounded were over 60", "nine of them are under 12": what is said of some people, and not of a toll.
fn is_of_some(line: &GlossedLine<'_, '_>, verb: usize) -> bool {
    let before = verb.saturating_sub(8)..verb;
    let is_toll = before.clone().any(|at| line.has(at, WordClass::Toll));
    let is_some = |at: usize| {
        line.has_any(at, &[WordClass::Share, WordClass::Person])
            || line.is_any(
                at,
                &["most", "many", "some", "all", "several", "none", "them", "whom", "who", "they"],
            )
            || line.token(at).is_some_and(|token| token.is_numeral())
            || line.is(at, "of")
                && line.token(at.wrapping_sub(1)).is_some_and(|token| may_begin_count(&token.folded))
    };
    // "The injured were under 30": the whole subject.
    let is_harmed = verb.checked_sub(2).is_some_and(|the| {
        line.is(the, "the") && line.is_any(the + 1, &["dead", "injured", "wounded", "killed", "missing"])
    });
    !is_toll && (is_harmed || before.clone().any(is_some))
}

/// Whether a word may end the name of one person, or a noun for one.
fn names_one(line: &GlossedLine<'_, '_>, at: usize) -> bool {
    let Some(token) = line.token(at) else { return false };
    let is_plural = token.folded.ends_with('s') && line.has(at, WordClass::Person);
    token.is_word()
        && !is_plural
        && (token.is_capital()
            || line.has(at, WordClass::Person)
            || line.entry(at).is_some_and(|entry| entry.harm.is_empty() && !entry.has(WordClass::Toll))
                && line
                    .token(at.wrapping_sub(1))
                    .is_some_and(|before| before.is_any(&["a", "an", "the", "his", "her", "their"])))
}

/// "Court 5", "the 14 June Movement", "the Square of the 40 Martyrs", "REPORT 7".
fn is_named(line: &GlossedLine<'_, '_>, count: &CountHere) -> bool {
    let (start, end) = (count.lead, count.tokens.end);
    let Some(before) = start.checked_sub(1) else { return false };
    let counts = counts_people(line, end)
        || line.token(end).is_some_and(|next| {
            next.is_word()
                && !line.has_any(
                    end,
                    &[WordClass::Preposition, WordClass::Subordinator, WordClass::Conjunction, WordClass::Be],
                )
        });
    let is_number = line.token(count.tokens.start).is_some_and(|token| token.is_numeral());
    // "The evacuees number 340": a verb.
    let is_verb =
        line.is(before, "number") && before.checked_sub(1).is_some_and(|at| line.has(at, WordClass::Person));
    let is_label = is_number && count.is_bare() && line.has(before, WordClass::Label) && !counts && !is_verb;
    let is_name = is_number
        && count.is_bare()
        && line.has(before, WordClass::Label)
        && !line.has(end, WordClass::Person)
        && line.token(before).is_some_and(|token| token.casing == super::token::Casing::Capitalised);
    let is_hash = line.is_mark(before, |c| matches!(c, '#' | '№'));
    let next_is_name = line.token(end).is_some_and(|next| next.is_word() && next.is_capital());
    let is_mixed = line.tokens.iter().any(|token| token.text.chars().any(char::is_lowercase));
    let is_title = is_mixed
        && next_is_name
        && line.is(before, "the")
        && before.checked_sub(1).is_some_and(|at| line.is(at, "of"))
        && before.checked_sub(2).is_some_and(|at| line.token(at).is_some_and(|token| token.is_capital()));
    is_label || is_name || is_hash || is_title
}

/// "6-0", "21 to 14" of a match: a number, a dash, a number that is no range.
fn is_score(line: &GlossedLine<'_, '_>, count: &CountHere) -> bool {
    let is_joined = |dash: usize, number: usize| {
        let touches = |at: usize| line.token(at).is_some_and(|token| token.is_glued);
        line.is_mark(dash, is_dash)
            && line.token(number).is_some_and(|token| token.is_numeral())
            && touches(dash.max(number))
    };
    let end = count.tokens.end;
    let behind = line.token(end).is_some_and(|dash| dash.is_glued) && is_joined(end, end + 1);
    let before = count.tokens.start >= 2
        && line.token(count.tokens.start).is_some_and(|token| token.is_glued)
        && is_joined(count.tokens.start - 1, count.tokens.start - 2);
    behind || before
}

/// `one` that is no number: "one of the deadliest", "no one", "the one who", "one another".
fn is_pronoun(line: &GlossedLine<'_, '_>, count: &CountHere) -> bool {
    let (start, end) = (count.tokens.start, count.tokens.end);
    if !line.is(start, "one") || !count.is_bare() {
        return false;
    }
    let is_before = |words: &[&str]| start.checked_sub(1).is_some_and(|at| line.is_any(at, words));
    let is_superlative = line.is(end, "of")
        && line
            .find(end + 1..end + 5, |at| {
                line.token(at).is_some_and(|token| {
                    token.folded.ends_with("est") && token.folded.len() > 4
                        || token.is_any(&["most", "worst", "best", "several", "many", "few"])
                })
            })
            .is_some();
    is_superlative
        || line.ends(start, &["not", "a", "single"])
        || is_before(&[
            "the", "this", "that", "no", "any", "every", "each", "which", "another", "last", "first", "only",
            "day",
        ])
        || line.is_any(
            end,
            &["another", "day", "side", "hand", "more", "by", "could", "can", "would", "should", "must"],
        )
}
