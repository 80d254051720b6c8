//! Asking on a terminal for each figure that was found in an article.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

use crate::cli::asking;
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
    /// Asks for a line; `None` where the input ended.
    fn line(&mut self, question: &str) -> io::Result<Option<String>> {
        write!(self.out, "{question}")?;
        self.out.flush()?;
        let mut line = String::new();
        if self.input.read_line(&mut line)? == 0 {
            writeln!(self.out)?;
            return Ok(None);
        }
        Ok(Some(line.trim().to_owned()))
    }

    /// Lists texts that can be picked by their number.
    fn listed(&mut self, texts: &[String]) -> io::Result<()> {
        let mut numbered = texts.iter().enumerate();
        numbered.try_for_each(|(at, text)| writeln!(self.out, "  {} {}", at + 1, visible(text)))
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

/// The text of that number in a list, else what was typed.
fn picked(typed: String, list: &[String]) -> String {
    let at = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    at.and_then(|at| list.get(at)).cloned().unwrap_or(typed)
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
            "`{name}` is no field; type one of the house CSV, such as event, place, group or as_of"
        )),
    }
}
