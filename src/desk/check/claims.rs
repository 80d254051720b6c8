//! The claims of a check: one sentence, a text, or the rows of a table.

use std::path::Path;

use crate::desk::article::{Story, article};
use crate::desk::error::Error;
use crate::intake::article::Markup;
use crate::intake::claims::{ClaimsNotRead, begins_with_claims, claim_rows};

pub use crate::intake::claims::ClaimRow;

/// What is held against the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claims {
    /// A sentence that was typed.
    Sentence(String),
    /// The text of an article: every number in it is checked.
    Text(String),
    /// A table with a claim in each row.
    Rows(Vec<ClaimRow>),
}

/// Claims, and the file that they stand in.
#[derive(Clone, Debug)]
pub struct GivenClaims {
    /// The claims.
    pub claims: Claims,
    /// The file; `None` of a sentence that was typed.
    pub story: Option<Story>,
}

/// The claims that a word of the command line gives: `-` is standard input, the name of a file is that file, anything else
/// is a sentence, unless it is named as a file is. A table has a column `claim`, or a name that ends in `.csv` or `.tsv`; every other file is a text.
///
/// # Errors
/// A file that cannot be read, a table without claims, days that cannot be read.
pub fn claims(word: &str, encoding: Option<&str>, markup: Markup) -> Result<GivenClaims, Error> {
    let path = Path::new(word);
    if word != "-" && !path.is_file() && !is_named_as_a_file(word) {
        return Ok(GivenClaims { claims: Claims::Sentence(word.to_owned()), story: None });
    }
    let story = article(path, encoding, markup)?;
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    let is_table = ["csv", "tsv"].contains(&ending.as_str()) || begins_with_claims(&story.text);
    let claims = match is_table {
        true => Claims::Rows(rows(&story.shown, &story.text)?),
        false => Claims::Text(story.text.clone()),
    };
    Ok(GivenClaims { claims, story: Some(story) })
}

/// Whether a word can only be meant for a file: no sentence is one word with the ending of a text, or with a folder.
fn is_named_as_a_file(word: &str) -> bool {
    let ends = [".txt", ".csv", ".tsv", ".html", ".htm", ".md"];
    let is_path = word.contains('/') && word.contains(char::is_alphabetic);
    !word.contains(char::is_whitespace)
        && (is_path || ends.iter().any(|end| word.to_lowercase().ends_with(end)))
}

fn rows(file: &str, text: &str) -> Result<Vec<ClaimRow>, Error> {
    claim_rows(text).map_err(|not_read| match not_read {
        ClaimsNotRead::Io(error) => Error::of_file(file, &error),
        ClaimsNotRead::Rows(placed) => Error::Placed { file: file.to_owned(), placed },
        ClaimsNotRead::Table(problems) if problems.is_empty() => {
            Error::usage(format!("{file} cannot be read as a table"), "save it as \"CSV UTF-8\"")
        }
        ClaimsNotRead::Table(problems) => Error::File { file: file.to_owned(), problems },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_named_as_a_file_is_no_sentence() {
        for word in ["nosuch.txt", "STORY.TXT", "claims.csv", "page.html", "stories/lesna"] {
            assert!(is_named_as_a_file(word), "{word}");
        }
        for word in ["704", "40/50", "704 were killed (see story.txt", "Gaza", "killed."] {
            assert!(!is_named_as_a_file(word), "{word}");
        }
    }
}
