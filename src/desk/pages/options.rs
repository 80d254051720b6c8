//! What pages are made with, beside the store.

use super::digest::Digest;
use crate::model::date::Zone;

/// What pages are made with, beside the store.
#[derive(Clone, Copy, Debug)]
pub struct PageOptions<'d> {
    /// Where the days of the desk end.
    pub zone: Zone,
    /// What was worked out beforehand; `None`: nothing was.
    pub digest: Option<&'d Digest>,
}
