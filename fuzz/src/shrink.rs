//! An input that fails, made as short as it still fails.

/// Takes pieces out, halves first and single bytes last, as long as what is left still `fails`.
pub fn shrunk(mut input: Vec<u8>, fails: impl Fn(&[u8]) -> bool) -> Vec<u8> {
    let mut size = input.len().div_ceil(2);
    while size > 0 {
        let (mut at, mut is_shorter) = (0, false);
        while at < input.len() {
            let mut less = input.clone();
            less.drain(at..(at + size).min(input.len()));
            if fails(&less) {
                (input, is_shorter) = (less, true);
            } else {
                at += size;
            }
        }
        if !is_shorter {
            size /= 2;
        }
    }
    input
}
