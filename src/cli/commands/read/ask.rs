//! Asking on a terminal for each figure that was found in an article.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

use crate::cli::asking::{self, picked};
use crate::desk::Error;
use crate::desk::read::{MissingCell, NameChoice, ReadAsker, ReadPlan, ReadReply, draft};
use crate::model::column::Field;
use crate::render::style::TextStyle;
use crate::render::text::draw;
use crate::render::visible::visible;

/// Asks through two handles.
pub struct LineAsker<'h> {
    /// Where answers come from.
    pub input: &'h mut dyn BufRead,
    /// Where questions go.
    pub out: &'h mut dyn Write,
    /// How wide and in which shades they are set.
    pub style: TextStyle,
}

impl LineAsker<'_> {
    fn line(&mut self, question: &str) -> io::Result<Option<String>> {
        asking::line(self.input, self.out, question)
    }

    fn listed(&mut self, texts: &[String]) -> io::Result<()> {
        asking::listed(self.out, texts)
    }
}

impl ReadAsker for LineAsker<'_> {
    fn figure(&mut self, plan: &ReadPlan, at: usize, refused: Option<&str>) -> Result<ReadReply, Error> {
        match refused {
            Some(why) => writeln!(self.out, "{}", visible(why))?,
            None => {
                writeln!(self.out)?;
                draw::report(self.out, &draft(plan, at), self.style)?;
            }
        }
        let ticked =
            if plan.proposals[at].report.goes_along() { ", t accept all that are not doubtful" } else { "" };
        let question = format!(
            "{} of {}: a accept{ticked}, FIELD=TEXT change, d drop, q stop: ",
            at + 1,
            plan.proposals.len()
        );
        loop {
            let Some(line) = self.line(&question)? else { return Ok(ReadReply::Stop) };
            match reply(&line) {
                Ok(reply) => return Ok(reply),
                Err(why) => writeln!(self.out, "{}", visible(&why))?,
            }
        }
    }

    fn cell(&mut self, asked: &MissingCell) -> Result<Option<String>, Error> {
        if let Some(words) = &asked.said {
            writeln!(self.out, "the text says `{}`", visible(words))?;
        }
        self.listed(&asked.others)?;
        if asked.field == Field::Target {
            let line = self.line(
                "target (the figure that is denied: one of this text, as r1, or an id of the ledger): ",
            )?;
            return Ok(line.map(|line| picked(line, &asked.others)));
        }
        let mut cells = BTreeMap::new();
        let answered = asking::ask(&[asked.field], &mut cells, self.input, self.out)?;
        let text = cells.remove(&asked.field).filter(|_| answered);
        Ok(text.map(|text| picked(text, &asked.others)))
    }

    fn name(&mut self, choice: &NameChoice) -> Result<Option<String>, Error> {
        writeln!(self.out, "the {} `{}` may be", choice.field.name(), visible(&choice.words))?;
        let names: Vec<String> = choice.names.iter().map(ToString::to_string).collect();
        self.listed(&names)?;
        let line = self.line("a number, another name, or nothing to leave it as printed: ")?;
        Ok(line.map(|line| picked(line, &names)))
    }
}

/// What was typed, or what to type.
fn reply(line: &str) -> Result<ReadReply, String> {
    match line.to_lowercase().as_str() {
        "a" | "accept" => return Ok(ReadReply::Accept),
        "t" => return Ok(ReadReply::AcceptTicked),
        "d" | "drop" => return Ok(ReadReply::Drop),
        "q" | "stop" => return Ok(ReadReply::Stop),
        _ => {}
    }
    let Some((name, text)) = line.split_once('=') else {
        return Err("type a, d or q; or a field and its text, such as place=Norland > Orla".to_owned());
    };
    let name = name.trim().to_lowercase().replace([' ', '-'], "_");
    match Field::from_name(&name) {
        Some(field) => Ok(ReadReply::Change(field, text.trim().to_owned())),
        None => Err(format!(
            "`{name}` is not a field; type one of the house CSV, such as event, place, group or as_of"
        )),
    }
}

#[cfg(test)]
mod tests {
    use crate::model::name::Name;

    use super::*;

    #[test]
    fn a_line_is_a_reply_or_says_what_to_type() {
        assert_eq!(reply("a"), Ok(ReadReply::Accept));
        assert_eq!(reply("Q"), Ok(ReadReply::Stop));
        assert_eq!(reply("as of = 2026-03-01"), Ok(ReadReply::Change(Field::AsOf, "2026-03-01".to_owned())));
        assert_eq!(reply("place="), Ok(ReadReply::Change(Field::Place, String::new())));
        assert!(reply("yes").unwrap_err().contains("type a, d or q"));
        assert!(reply("deaths=12").unwrap_err().contains("`deaths` is not a field"));
    }

    #[test]
    fn a_number_picks_from_the_list_and_the_end_of_input_turns_back() {
        let names = ["Norland Rescue Service", "Sudland Rescue Service"]
            .map(|name| Name::read(name).expect("a name"));
        let choice =
            NameChoice { field: Field::Authority, words: "rescue service".into(), names: names.to_vec() };
        let asked = |typed: &str| {
            let (mut input, mut out) = (typed.as_bytes(), Vec::new());
            let style = TextStyle { width: 80, ..TextStyle::PIPE };
            let mut asker = LineAsker { input: &mut input, out: &mut out, style };
            let said = asker.name(&choice).expect("asked");
            let missing = MissingCell {
                field: Field::Event,
                said: Some("fire".into()),
                others: vec!["Orla fire".into()],
            };
            let event = asker.cell(&missing).expect("asked");
            (said, event, String::from_utf8(out).expect("text"))
        };
        let (name, event, out) = asked("2\n1\n");
        assert_eq!((name.as_deref(), event.as_deref()), (Some("Sudland Rescue Service"), Some("Orla fire")));
        assert!(
            out.contains("  2 Sudland Rescue Service\n") && out.contains("the text says `fire`"),
            "{out}"
        );
        let (name, event, _) = asked("9\n");
        assert_eq!((name.as_deref(), event), (Some("9"), None));
    }
}
