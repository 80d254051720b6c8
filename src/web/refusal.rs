//! Why a request gets no page: the status, what is wrong, and what to type or click.

use crate::report::pages::outcome::PageOutcome;

/// Why a request gets no page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It cannot be read as a request.
    Malformed(&'static str),
    /// It is for another host than this one.
    ForeignHost,
    /// Another site sent it.
    CrossSite,
    /// Nothing is at its address.
    NoPage,
    /// Its method is not one of these.
    Method {
        /// The methods that there are.
        allow: &'static str,
    },
    /// It was not whole in time.
    TooSlow,
    /// Its form has too many bytes.
    LongBody,
    /// Its address has too many bytes.
    LongTarget,
    /// Its header has too many bytes or fields.
    LongHead,
    /// Its body is no form.
    NoForm,
    /// Making the page failed.
    Failed,
    /// Too many requests wait, or the page takes too long.
    Busy,
    /// Another program writes to the store.
    StoreBusy,
}

impl Refusal {
    /// The status of the answer.
    pub fn status(self) -> u16 {
        match self {
            Refusal::Malformed(_) => 400,
            Refusal::ForeignHost | Refusal::CrossSite => 403,
            Refusal::NoPage => 404,
            Refusal::Method { .. } => 405,
            Refusal::TooSlow => 408,
            Refusal::LongBody => 413,
            Refusal::LongTarget => 414,
            Refusal::NoForm => 415,
            Refusal::LongHead => 431,
            Refusal::Failed => 500,
            Refusal::Busy | Refusal::StoreBusy => 503,
        }
    }

    /// After how many seconds it is worth asking again.
    pub fn retry_after(self) -> Option<u32> {
        match self {
            Refusal::Busy => Some(2),
            Refusal::StoreBusy => Some(5),
            _ => None,
        }
    }

    /// Whether the connection is closed behind it: what else comes on it cannot be told from the request.
    pub fn closes(self) -> bool {
        matches!(
            self,
            Refusal::Malformed(_)
                | Refusal::TooSlow
                | Refusal::LongBody
                | Refusal::LongTarget
                | Refusal::LongHead
                | Refusal::NoForm
        )
    }

    /// What is wrong, in a sentence without its full stop.
    pub fn what(self) -> String {
        match self {
            Refusal::Malformed(what) => return format!("this request cannot be read: {what}"),
            Refusal::Method { allow } => return format!("these pages only read, by {allow}"),
            Refusal::ForeignHost => "this page answers only to the address of this computer",
            Refusal::CrossSite => {
                "another site sent this request, and only links and forms of these pages are answered"
            }
            Refusal::NoPage => "there is no page at this address",
            Refusal::TooSlow => "the request was not whole in time",
            Refusal::LongBody => "this text is too long for the page",
            Refusal::LongTarget => "this address is too long",
            Refusal::LongHead => "the header of this request is too long",
            Refusal::NoForm => "what was sent is not the form of this page",
            Refusal::Failed => "making this page failed; the store was not changed, for pages only read it",
            Refusal::Busy => "too much is asked at this moment",
            Refusal::StoreBusy => {
                "another program is writing to the store, and it cannot be read at this moment"
            }
        }
        .to_owned()
    }

    /// What to type or click.
    pub fn hint(self) -> &'static str {
        match self {
            Refusal::Malformed(_) | Refusal::NoPage | Refusal::LongTarget | Refusal::LongHead => {
                "begin at the front page, or search for a name"
            }
            Refusal::ForeignHost => "type the address that tollbook serve printed",
            Refusal::CrossSite => "begin at the front page, and go from there to what you look for",
            Refusal::Method { .. } => "record with the command line; tollbook help says how",
            Refusal::TooSlow => "load the page again",
            Refusal::LongBody => "save the text to a file and type tollbook check FILE",
            Refusal::NoForm => "paste the text into the field of the page and press its button",
            Refusal::Failed => "see whether the store is whole with tollbook verify",
            Refusal::Busy => "load the page again in a few seconds",
            Refusal::StoreBusy => "load the page again when the import has ended",
        }
    }

    /// How the request ended, as pages tell it.
    pub fn outcome(self) -> PageOutcome {
        match self {
            Refusal::NoPage => PageOutcome::Missing,
            Refusal::Failed => PageOutcome::Failed,
            Refusal::Busy | Refusal::StoreBusy => PageOutcome::Busy,
            _ => PageOutcome::Refused,
        }
    }
}
