//! The woven band: the product's own mark, after the Bedouin weave it is named for.
//!
//! Sadu is woven, so nothing in it is round or smooth: every slope is a stair of threads. The shapes are drawn that
//! way, from the same small step. `WovenPatterns` stands once in a page; bands and tiles refer to it.

use leptos::prelude::*;

/// A diamond of stairs around a centre: `half` steps of `step` units to each side.
fn stepped_diamond(centre_x: i32, centre_y: i32, half: i32, step: i32) -> String {
    let mut path = format!("M{} {}", centre_x - step / 2, centre_y - half * step);
    let quarter = |signs: (i32, i32), across_first: bool, path: &mut String| {
        for _ in 0..half {
            if across_first {
                path.push_str(&format!("h{}v{}", signs.0 * step, signs.1 * step));
            } else {
                path.push_str(&format!("v{}h{}", signs.1 * step, signs.0 * step));
            }
        }
    };
    path.push_str(&format!("h{step}"));
    quarter((1, 1), false, &mut path);
    path.push_str(&format!("v{step}"));
    quarter((-1, 1), true, &mut path);
    path.push_str(&format!("h{}", -step));
    quarter((-1, -1), false, &mut path);
    path.push_str(&format!("v{}", -step));
    quarter((1, -1), true, &mut path);
    path.push('z');
    path
}

/// A row of teeth (the "horse's teeth" of the weave): one triangle of stairs, its foot at `foot_y`, pointing up or down.
fn stepped_tooth(centre_x: i32, foot_y: i32, half: i32, step: i32, upwards: bool) -> String {
    let rise = if upwards { -step } else { step };
    let mut path = format!("M{} {foot_y}", centre_x - half * step - step / 2);
    for _ in 0..half {
        path.push_str(&format!("v{rise}h{step}"));
    }
    path.push_str(&format!("v{rise}h{step}v{}", -rise));
    for _ in 0..half {
        path.push_str(&format!("h{step}v{}", -rise));
    }
    path.push('z');
    path
}

/// The patterns that bands and tiles are filled with. Once a page, anywhere in the body.
#[component]
pub fn WovenPatterns() -> impl IntoView {
    let diamonds = format!("{}{}", stepped_diamond(24, 24, 6, 2), stepped_diamond(24, 24, 4, 2));
    let core = stepped_diamond(24, 24, 2, 2);
    let corners = format!("{}{}", stepped_diamond(0, 24, 4, 2), stepped_diamond(48, 24, 4, 2));
    let teeth: String = [6, 18, 30, 42]
        .map(|x| format!("{}{}", stepped_tooth(x, 46, 2, 2, true), stepped_tooth(x, 2, 2, 2, false)))
        .concat();
    let tile =
        format!("{}{}{}", stepped_diamond(20, 20, 8, 2), stepped_diamond(20, 20, 5, 2), stepped_diamond(20, 20, 2, 2));
    view! {
        <svg class="woven-patterns" width="0" height="0" aria-hidden="true" focusable="false">
            <pattern id="woven-band" width="48" height="48" patternUnits="userSpaceOnUse">
                <path class="w-ground" d="M0 0h48v48H0z" />
                <path class="w-deep" d="M0 0h48v10H0zM0 38h48v10H0z" />
                <path class="w-light" d="M0 0h48v2H0zM0 46h48v2H0z" />
                <path class="w-light" d=teeth />
                <path class="w-light" fill-rule="evenodd" d=diamonds />
                <path class="w-deep" d=core />
                <path class="w-deep" d=corners />
            </pattern>
            <pattern id="woven-tile" width="40" height="40" patternUnits="userSpaceOnUse">
                <path class="w-thread" fill-rule="evenodd" d=tile />
            </pattern>
        </svg>
    }
}

/// A band across the width of its place, repeating the weave.
#[component]
pub fn WovenBand() -> impl IntoView {
    view! {
        <svg class="woven-band" width="100%" height="48" aria-hidden="true" focusable="false">
            <rect width="100%" height="48" fill="url(#woven-band)" />
        </svg>
    }
}

/// A quiet field of diamonds, where a picture is missing.
#[component]
pub fn WovenTile() -> impl IntoView {
    view! {
        <svg class="woven-tile" width="100%" height="100%" aria-hidden="true" focusable="false">
            <rect width="100%" height="100%" fill="url(#woven-tile)" />
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::{stepped_diamond, stepped_tooth};

    /// Where the path ends, seen from where it began: the sum of its steps across and down.
    fn way(path: &str) -> (i32, i32) {
        let start = path.find(['h', 'v']).expect("a step");
        let (mut across, mut down) = (0, 0);
        let mut rest = path[start..].trim_end_matches('z');
        while !rest.is_empty() {
            let end = rest[1..].find(['h', 'v']).map_or(rest.len(), |end| end + 1);
            let step: i32 = rest[1..end].parse().expect("a number");
            if rest.starts_with('h') {
                across += step
            } else {
                down += step
            }
            rest = &rest[end..];
        }
        (across, down)
    }

    #[test]
    fn a_diamond_ends_where_it_began() {
        assert_eq!(way(&stepped_diamond(24, 24, 6, 2)), (0, 0));
    }

    #[test]
    fn a_tooth_stands_on_its_foot() {
        assert_eq!(way(&stepped_tooth(6, 46, 2, 2, true)), (10, 0));
        assert_eq!(way(&stepped_tooth(6, 2, 2, 2, false)), (10, 0));
    }
}
