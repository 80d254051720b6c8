//! The address of a request, and the form behind it.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| tollbook_fuzz::hold("address", input));
