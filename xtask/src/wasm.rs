//! The wasm bundles: compile, bind, shrink; done once for the same sources.
//!
//! Each is a cargo invocation of its own, since `hydrate` and `csr` must never be unified with the server's `ssr`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::node;
use crate::place::Place;
use crate::proc::say;
use crate::stamp::Stamp;
use crate::toolchain::{TARGET, Toolchain};

/// One of the bundles.
#[derive(Debug)]
pub(crate) struct Bundle {
    /// The stem of the bundle's files.
    pub(crate) name: &'static str,
    /// The crate.
    krate: &'static str,
    /// The one feature it is built with.
    feature: &'static str,
    /// Further flags of the compiler.
    flags: &'static str,
    /// The folders of web/ it is made from.
    sources: &'static [&'static str],
}

/// The islands of the storefront's pages.
pub(crate) const STOREFRONT: Bundle = Bundle {
    name: "storefront",
    krate: "storefront",
    feature: "hydrate",
    flags: "",
    sources: &["web/theme", "web/ui", "web/client", "web/storefront"],
};

/// The islands, and the parts of the admin app.
pub(crate) const ALL: [Bundle; 6] = [
    STOREFRONT,
    admin("admin", "inbox"),
    admin("admin-record", "record"),
    admin("admin-shop", "shop"),
    admin("admin-team", "team"),
    admin("admin-desk", "desk"),
];

/// A part of the admin app. Its views go without their types: a sixth less to load. The storefront's islands must stay as
/// the server wrote them.
const fn admin(name: &'static str, feature: &'static str) -> Bundle {
    Bundle {
        name,
        krate: "admin",
        feature,
        flags: "--cfg erase_components",
        sources: &["web/theme", "web/ui", "web/client", "web/admin"],
    }
}

/// Where a bundle's files lie.
#[derive(Debug)]
pub(crate) struct Built {
    /// The glue: an ES module.
    pub(crate) js: PathBuf,
    /// The module, shrunk.
    pub(crate) wasm: PathBuf,
    /// How long it took; nothing if it was there already.
    pub(crate) took: Option<Duration>,
}

/// Builds a bundle, or finds it built from the same sources. The compiler is looked for when the first one needs it.
///
/// # Errors
/// If there is no compiler for wasm, or a step fails.
pub(crate) fn build(place: &Place, bundle: &Bundle, compiler: &mut Option<Toolchain>) -> Result<Built> {
    let folder = place.cache().join("wasm").join(format!("{}-{}", bundle.name, stamp(place, bundle)?));
    let js = folder.join(format!("{}.js", bundle.name));
    let wasm = folder.join(format!("{}.wasm", bundle.name));
    if js.exists() && wasm.exists() {
        return Ok(Built { js, wasm, took: None });
    }
    let start = Instant::now();
    let toolchain = match *compiler {
        Some(found) => found,
        None => *compiler.insert(Toolchain::find(place)?),
    };
    say(format!("wasm {}: building ({})", bundle.name, toolchain.name()));
    toolchain
        .cargo(place)
        .args(["--profile", "wasm", "--target", TARGET, "-p", bundle.krate])
        .args(["--no-default-features", "--features", bundle.feature])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", bundle.flags)
        .run()?;
    let compiled = place.target.join("wasm").join(TARGET).join("wasm").join(format!("{}.wasm", bundle.krate));

    // Made in a folder beside and renamed, so that a folder with the stamp's name is always complete.
    let draft = folder.with_extension("draft");
    if draft.exists() {
        fs::remove_dir_all(&draft)?;
    }
    bind(&compiled, bundle.name, &draft.join("bound"))?;
    let bound = draft.join("bound");
    node::pack(
        place,
        "module",
        &[bound.join(format!("{}.js", bundle.name)), draft.join(format!("{}.js", bundle.name))],
    )?;
    node::wasm_opt(
        place,
        &bound.join(format!("{}_bg.wasm", bundle.name)),
        &draft.join(format!("{}.wasm", bundle.name)),
    )?;
    fs::remove_dir_all(bound)?;
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::rename(draft, &folder)?;
    Ok(Built { js, wasm, took: Some(start.elapsed()) })
}

/// Writes the glue and the module without its descriptors, as the `wasm-bindgen` command does for `--target web`.
fn bind(compiled: &Path, name: &str, to: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(compiled)
        .out_name(name)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(to)
        .with_context(|| format!("wasm-bindgen refuses {}", compiled.display()))
}

/// Of everything the result depends on: versions, profile, contract, sources, and the steps here.
fn stamp(place: &Place, bundle: &Bundle) -> Result<String> {
    let mut stamp = Stamp::new();
    stamp.add("steps", include_bytes!("wasm.rs"));
    for file in ["Cargo.lock", "Cargo.toml", "schema.graphql", "xtask/assets/package-lock.json"] {
        stamp.add_file(&place.root, Path::new(file))?;
    }
    for folder in bundle.sources {
        stamp.add_file(&place.root, &Path::new(folder).join("Cargo.toml"))?;
        stamp.add_folder(&place.root, &Path::new(folder).join("src"))?;
        let script = Path::new(folder).join("build.rs");
        if place.root.join(&script).exists() {
            stamp.add_file(&place.root, &script)?;
        }
    }
    Ok(stamp.short())
}
