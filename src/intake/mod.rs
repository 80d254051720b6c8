//! Reading files: bytes become drafts and problems, each with its physical place. It reads from the handle that it is
//! given and names no files.

pub mod csv;
pub mod dialects;
pub mod fault;
pub mod mapping;

pub mod rejects;
pub mod sniff;
