//! The profiles that come with the program: they are in it, so that their names work wherever it runs.

/// One such profile.
pub struct ShippedProfile {
    /// Its name on the command line.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// Each by its file in `data/profiles`.
macro_rules! shipped {
    ($($name:literal)*) => {
        &[$(ShippedProfile {
            name: $name,
            text: include_str!(concat!("../../data/profiles/", $name, ".toml")),
        }),*]
    };
}

/// All of them.
pub const SHIPPED: &[ShippedProfile] = shipped!["ebola-countries" "gaza-daily" "italy-regions" "jhu-deaths" "police-shootings" "ucdp-ged" "ukraine-personnel" "west-bank-daily" "za-provinces"];

/// The one of that name, with or without its ending.
pub fn named(name: &str) -> Option<&'static ShippedProfile> {
    let plain = name.strip_suffix(".toml").unwrap_or(name);
    SHIPPED.iter().find(|profile| profile.name == plain)
}
