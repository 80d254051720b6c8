//! Where pages are, and how a request for one ended.

#[path = "../../src/report/address/mod.rs"]
pub mod address;
#[path = "pages.rs"]
pub mod pages;
