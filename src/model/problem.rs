//! What is wrong with a cell, a row or a file: facts, a stable code, words, and a way out.
//!
//! Each part of the model, of intake, of the store and of the command line declares its own small enum with
//! [`faults!`]; [`Problem`] is the one shape that all of them travel in.

use std::fmt;

/// A kind of fault: facts inside, words in `Display`, the way out in [`Fault::hint`].
pub trait Fault: fmt::Display {
    /// The stable code by which documentation, rejects files and scripts name this fault, such as `N101`.
    fn code(&self) -> &'static str;
    /// What sort of fault it is, as far as the program goes on by it.
    fn class(&self) -> Class;
    /// What the reader can type or change; ends in something to do. Never empty.
    fn hint(&self) -> String;
}

/// What sort of fault a problem is, as far as the program goes on by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A number that can be read in two ways; another cell of its column may settle it.
    AmbiguousNumber,
    /// A date that can be read in two ways; another cell of its column may settle it.
    AmbiguousDate,
    /// A text that is no date.
    BadDate,
    /// A word that is not in the closed list of its column.
    UnknownWord,
    /// A cell that a figure needs is blank or not there: the row may be a title, a sum or a remark.
    Incomplete,
    /// A number below zero: a correction, where a profile says so.
    Negative,
    /// A number that is not whole: an estimate, where a profile says so.
    Fraction,
    /// Any other: the program only shows it.
    Other,
}

impl Class {
    /// Whether the cell can be read in two ways.
    pub fn is_ambiguous(self) -> bool {
        matches!(self, Class::AmbiguousNumber | Class::AmbiguousDate)
    }
}

/// One fault in words, ready to be placed in a file and shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The stable code, such as `N101`: to be shown, never to be asked for.
    pub code: &'static str,
    /// What sort of fault it is.
    pub class: Class,
    /// The column or field that is at fault, by its name in the house CSV; `None` when the whole row is.
    pub field: Option<&'static str>,
    /// What is wrong, in one clause without a full stop.
    pub what: String,
    /// What to type or change.
    pub hint: String,
}

impl Problem {
    /// A problem of the whole row.
    pub fn of_row(fault: &dyn Fault) -> Problem {
        Problem {
            code: fault.code(),
            class: fault.class(),
            field: None,
            what: fault.to_string(),
            hint: fault.hint(),
        }
    }

    /// A problem of one cell, named by its house column.
    pub fn of_cell(field: &'static str, fault: &dyn Fault) -> Problem {
        Problem { field: Some(field), ..Problem::of_row(fault) }
    }
}

/// Declares an enum of faults, each once: code, meaning, name, facts, message, hint.
///
/// ```text
/// faults! {
/// /// Why there is no bread.
/// #[derive(Debug)]
/// pub enum BreadFault: Other {
///     /// The meaning of the code: the doc comment of the variant, and what `CODES` says.
///     "B1" NoFlour {
///         /// How many grams are missing.
///         grams: u32,
///     } is "{grams} g of flour are missing";
///     hint "buy {} bags", grams.div_ceil(1000); class Incomplete;
/// }
/// }
/// ```
///
/// `Other` is the [`Class`] of all faults of the enum but those that give their own. Message and hint are given as
/// `format!` takes them; the facts are there by reference, under their names. A fault with one code and several
/// messages has several variants, with `or` between them.
macro_rules! faults {
    (
        $(#[$outer:meta])*
        pub enum $name:ident: $class:ident {
            $(
                $(#[doc = $meaning:literal])+
                $code:literal $variant:ident
                    $({ $( $(#[$about:meta])* $field:ident: $of:ty, )+ })? $(( $($inner:ident: $kind:ty),+ ))?
                is $what:literal $(, $given:expr)*; hint $hint:literal $(, $asked:expr)*;
                $(class $own:ident;)?
                $(or
                    $(#[doc = $meaning2:literal])+
                    $variant2:ident
                        $({ $( $(#[$about2:meta])* $field2:ident: $of2:ty, )+ })?
                        $(( $($inner2:ident: $kind2:ty),+ ))?
                    is $what2:literal $(, $given2:expr)*; hint $hint2:literal $(, $asked2:expr)*;
                )*
            )+
        }
    ) => {
        $(#[$outer])*
        pub enum $name {
            $(
                $(#[doc = $meaning])+
                $variant $({ $( $(#[$about])* $field: $of, )+ })? $(( $($kind),+ ))?,
                $(
                    $(#[doc = $meaning2])+
                    $variant2 $({ $( $(#[$about2])* $field2: $of2, )+ })? $(( $($kind2),+ ))?,
                )*
            )+
        }

        impl $name {
            /// Every code with its meaning, for the documentation.
            pub const CODES: &'static [(&'static str, &'static str)] =
                &[$( ($code, concat!($($meaning),+).trim_ascii()) ),+];
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    $(
                        $name::$variant $({ $($field),+ })? $(( $($inner),+ ))? => {
                            $($( let _ = $field; )+)? $($( let _ = $inner; )+)?
                            write!(f, $what $(, $given)*)
                        }
                        $( $name::$variant2 $({ $($field2),+ })? $(( $($inner2),+ ))? => {
                            $($( let _ = $field2; )+)? $($( let _ = $inner2; )+)?
                            write!(f, $what2 $(, $given2)*)
                        } )*
                    )+
                }
            }
        }

        impl std::error::Error for $name {}

        impl $crate::model::problem::Fault for $name {
            fn code(&self) -> &'static str {
                match self {
                    $( $name::$variant { .. } $( | $name::$variant2 { .. } )* => $code, )+
                }
            }

            fn class(&self) -> $crate::model::problem::Class {
                match self {
                    $( $name::$variant { .. } $( | $name::$variant2 { .. } )* =>
                        $crate::model::problem::faults!(@class $class $($own)?), )+
                }
            }

            fn hint(&self) -> String {
                match self {
                    $(
                        $name::$variant $({ $($field),+ })? $(( $($inner),+ ))? => {
                            $($( let _ = $field; )+)? $($( let _ = $inner; )+)?
                            format!($hint $(, $asked)*)
                        }
                        $( $name::$variant2 $({ $($field2),+ })? $(( $($inner2),+ ))? => {
                            $($( let _ = $field2; )+)? $($( let _ = $inner2; )+)?
                            format!($hint2 $(, $asked2)*)
                        } )*
                    )+
                }
            }
        }
    };
    (@class $of_all:ident) => { $crate::model::problem::Class::$of_all };
    (@class $of_all:ident $own:ident) => { $crate::model::problem::Class::$own };
}

pub(crate) use faults;
