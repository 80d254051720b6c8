//! The profile: it is written and read again as the same, or its fault has a place in the text; and a table that is read by
//! it loses no cell.

use tollbook::intake::profile::Profile;
use tollbook::intake::settings::Settings;

use super::file::{Ended, ended};
use super::{Checked, held, seen};

/// A table with the columns of the profiles that are changed.
const TABLE: &str = "event,place,country,date,Report Date,as_of,published_on,publisher,killed,killed_cum,figure,total,url\n\
    Flood,Riverton,Aland,2031-04-03,03/04/2031,2031-04-03,2031-04-05,River Post,12,1.400,at least 14,N/A,\n\
    Flood,Total,Aland,25/04/2031,25/04/2031,?,2031-04-06,River Post;Radio,-,\"1,500\",704 (305 children),1.234.567,http://x\n";

pub fn check(input: &[u8]) -> Checked {
    let text = String::from_utf8_lossy(input);
    let placed = match Profile::read(&text) {
        Ok(profile) => {
            let written = profile.to_toml();
            let again = Profile::read(&written)
                .map_err(|fault| format!("its own text is refused: {fault:?}\n{written}"))?;
            held(again == profile, || format!("it comes back otherwise:\n{written}"))?;
            let counts =
                (profile.figures.len().min(3), profile.fields.len().min(3), profile.codes.len().min(2));
            let settings = Settings::default().with(profile.clone());
            let twice = Settings::default().with(settings.worked_out(&[]));
            held(twice == settings, || format!("{settings:?}, worked out and read again, is {twice:?}"))?;
            let ended = ended(TABLE.as_bytes(), &settings)?;
            return seen(true, (counts, ended.way()));
        }
        Err(placed) => placed,
    };
    let lines = text.split('\n').count() as u64;
    held((1..=lines).contains(&placed.line), || format!("line {} of {lines}", placed.line))?;
    held(!placed.problem.hint.is_empty() && !placed.problem.what.is_empty(), || format!("{placed:?}"))?;
    let what: String = placed.problem.what.split('`').step_by(2).collect();
    seen(false, what)
}

impl Ended {
    /// How the table ended, coarsely.
    fn way(&self) -> (Vec<&'static str>, usize) {
        match self {
            Ended::Stopped(codes) => (codes.clone(), 0),
            Ended::Read { figures, codes, .. } => (codes.clone(), 1 + *figures),
        }
    }
}
