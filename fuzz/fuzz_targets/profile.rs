//! The profile.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| tollbook_fuzz::hold("profile", input));
