//! What a build of this program may lack, and how to get it.

/// The features that the usual build has not, and whether this one has them.
const MORE: [(&str, bool); 1] = [("png", cfg!(feature = "png"))];

/// How to get a feature that is not in, beside those that are.
pub fn to_build_with(feature: &str) -> String {
    let here = MORE.iter().filter(|(_, is_in)| *is_in).map(|(name, _)| *name);
    let names: Vec<&str> = here.chain([feature]).collect();
    format!("in a clone of tollbook: cargo install --path . --locked --features {}", names.join(","))
}
