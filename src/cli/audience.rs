//! For whom what leaves the house is meant: the flags.

use clap::Args;

use crate::export::audience::Audience;

/// For whom it is; each kind of export has its usual audience.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub struct AudienceFlags {
    /// For everybody: without notes, staff, files and speakers
    #[arg(long, conflicts_with = "internal")]
    public: bool,
    /// For this desk: everything
    #[arg(long, hide_short_help = true)]
    internal: bool,
}

impl AudienceFlags {
    /// The audience that is asked for, else the usual one.
    pub fn or(&self, usual: Audience) -> Audience {
        match (self.public, self.internal) {
            (true, _) => Audience::Public,
            (_, true) => Audience::Internal,
            _ => usual,
        }
    }

    /// Whether one is asked for.
    pub fn are_given(&self) -> bool {
        *self != AudienceFlags::default()
    }
}
