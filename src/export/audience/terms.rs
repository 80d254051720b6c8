//! What is said beside figures that are published: under which licence, what is corrected, and whom to ask.

/// The terms of a publication, as the desk has settled them (`tollbook.toml`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Under which licence others may use them: `CC-BY-4.0`.
    pub licence: Option<String>,
    /// Whom to write to who objects to a figure: an address, a page.
    pub contact: Option<String>,
}

impl Terms {
    /// What a file says of them, a sentence or two each: the licence, corrections, how to object.
    pub fn said(&self) -> [(&'static str, String); 3] {
        let licence = match &self.licence {
            Some(licence) => {
                format!("{licence}. It covers this collection; quotes and titles are those of their sources.")
            }
            None => "No licence was stated: ask before you publish it again.".to_owned(),
        };
        let contact = match &self.contact {
            Some(contact) => format!("Write to {contact}, with the id of the figure."),
            None => "Whom to ask is not stated: ask whoever gave you this.".to_owned(),
        };
        let corrections = "No figure is changed once it was recorded. What was corrected, retracted or disowned stays, and is \
                           marked; what took its place is a figure of its own.";
        [("Licence", licence), ("Corrections", corrections.to_owned()), ("Objections", contact)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_settled_is_said_to_be_so() {
        let nothing = Terms::default().said().map(|(_, text)| text);
        assert!(
            nothing[0].starts_with("No licence was stated")
                && nothing[2].starts_with("Whom to ask is not stated")
        );
        let terms = Terms { licence: Some("CC-BY-4.0".into()), contact: Some("desk@norland.example".into()) };
        let said = terms.said().map(|(_, text)| text);
        assert!(said[0].starts_with("CC-BY-4.0.") && said[2].contains("desk@norland.example"));
    }
}
