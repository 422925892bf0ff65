//! Everything a browser loads, into `dist/`: wasm, styles, fonts, scripts, the playground; hashed and compressed.
//!
//! `dist/manifest.json` maps logical names to file names in `dist/assets/`; the server reads it at its start.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::place::Place;
use crate::proc::say;
use crate::stamp::{Stamp, files};
use crate::store::Store;
use crate::wasm::{self, Built, Bundle};
use crate::{needs, node};

const FONTS: &str = "node_modules/@fontsource/ibm-plex-sans-arabic/files";
const FONT_SHEET: &str = "web/ui/styles/fonts.css";
const STYLES: [(&str, &str); 2] =
    [("storefront.css", "web/storefront/styles/storefront.css"), ("admin.css", "web/admin/styles/admin.css")];
const ASSET_FOLDERS: [&str; 3] = ["web/ui/assets", "web/storefront/assets", "web/admin/assets"];

/// Makes `dist/`, or finds it made from the same inputs.
///
/// # Errors
/// If a tool is missing or a step fails.
pub(crate) fn bundles(place: &Place) -> Result<()> {
    let stamp = stamp(place)?;
    let stamp_file = place.dist().join(".stamp");
    if fs::read_to_string(&stamp_file).is_ok_and(|there| there == stamp) && place.dist().join("manifest.json").exists()
    {
        say("bundles: up to date");
        return Ok(());
    }
    needs::for_bundles(place)?;
    let mut store = Store::open(place)?;
    let work = place.cache().join("work");
    fs::create_dir_all(&work)?;

    fonts(place, &mut store, &work)?;
    images(place, &mut store)?;
    let mut compiler = None;
    let mut built = Vec::new();
    for bundle in &wasm::ALL {
        let files = wasm::build(place, bundle, &mut compiler)?;
        put_wasm(&mut store, bundle, &files)?;
        built.push(files);
    }
    scripts(place, &mut store, &work)?;
    styles(place, &mut store, &work)?;
    playground(place, &mut store)?;

    store.compress(place)?;
    for (bundle, built) in wasm::ALL.iter().zip(&built) {
        tell(&store, bundle, built)?;
    }
    store.lay_out(&place.dist())?;
    fs::write(stamp_file, stamp)?;
    say("bundles: in dist/");
    Ok(())
}

fn stamp(place: &Place) -> Result<String> {
    let mut stamp = Stamp::new();
    stamp
        .add("steps", concat!(include_str!("bundle.rs"), include_str!("store.rs"), include_str!("wasm.rs")).as_bytes());
    for file in ["Cargo.lock", "Cargo.toml", "schema.graphql"] {
        stamp.add_file(&place.root, Path::new(file))?;
    }
    stamp.add_folder(&place.root, Path::new("web"))?;
    for file in assets(&place.root.join("xtask/assets"))? {
        stamp.add_file(&place.root, file.strip_prefix(&place.root)?)?;
    }
    Ok(stamp.short())
}

/// The fonts that the style sheet names, each cut to the letters that it names for it.
fn fonts(place: &Place, store: &mut Store, work: &Path) -> Result<()> {
    let cut = work.join("fonts");
    if cut.exists() {
        fs::remove_dir_all(&cut)?;
    }
    fs::create_dir_all(&cut)?;
    node::pack(place, "fonts", &[place.root.join(FONT_SHEET), place.root.join(FONTS), cut.clone()])?;
    for file in files(&cut)? {
        let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        store.put(&name(&file)?, &bytes)?;
    }
    Ok(())
}

/// Icons, images and the like: whatever lies in an assets folder and is not a script.
fn images(place: &Place, store: &mut Store) -> Result<()> {
    for file in all_assets(place)? {
        if !is_script(&file) {
            store.put(&name(&file)?, &fs::read(&file)?)?;
        }
    }
    Ok(())
}

/// Scripts may refer to assets, and to the storefront's bundle by two tokens.
fn scripts(place: &Place, store: &mut Store, work: &Path) -> Result<()> {
    for file in all_assets(place)?.into_iter().filter(|file| is_script(file)) {
        let name = name(&file)?;
        let out = work.join(&name);
        node::pack(place, "script", &[&file, &out])?;
        let text = fs::read_to_string(out)?
            .replace("__STOREFRONT_JS__", &store.url("storefront.js")?)
            .replace("__STOREFRONT_WASM__", &store.url("storefront.wasm")?);
        let text = store.link(&text)?;
        store.put(&name, text.as_bytes())?;
    }
    Ok(())
}

fn styles(place: &Place, store: &mut Store, work: &Path) -> Result<()> {
    for (name, entry) in STYLES {
        if !place.root.join(entry).exists() {
            continue;
        }
        let out = work.join(name);
        node::pack(place, "css", &[place.root.join(entry), out.clone()])?;
        let text = store.link(&fs::read_to_string(out)?)?;
        store.put(name, text.as_bytes())?;
    }
    Ok(())
}

fn put_wasm(store: &mut Store, bundle: &Bundle, built: &Built) -> Result<()> {
    let file = store.put(&format!("{}.wasm", bundle.name), &fs::read(&built.wasm)?)?;
    // The glue looks for the module beside itself, under the name it was bound with.
    let bound = format!("{}_bg.wasm", bundle.name);
    let glue = fs::read_to_string(&built.js)?;
    if !glue.contains(&bound) {
        bail!("the glue of {} does not name its module", bundle.name);
    }
    let mut glue = glue.replace(&bound, &file);
    if bundle.name != wasm::STOREFRONT.name {
        glue = starting_itself(&glue)?;
    }
    store.put(&format!("{}.js", bundle.name), glue.as_bytes())?;
    Ok(())
}

/// The admin app has no boot script, and its page allows none inline: its glue starts itself.
fn starting_itself(glue: &str) -> Result<String> {
    // Minified glue ends in `export{…,a as default,…};`
    let start = glue
        .rsplit_once(" as default")
        .and_then(|(before, _)| before.rsplit(['{', ',']).next())
        .context("the glue has no default export")?;
    Ok(format!("{}\n{}();\n", glue.trim_end(), start.trim()))
}

/// Rebuilt only if its source or the versions change: it takes no part in the daily work.
fn playground(place: &Place, store: &mut Store) -> Result<()> {
    let mut stamp = Stamp::new();
    for file in ["package-lock.json", "pack.mjs", "playground.css", "playground.mjs"] {
        stamp.add_file(&place.root, &Path::new("xtask/assets").join(file))?;
    }
    let folder = place.cache().join("playground").join(stamp.short());
    let parts = ["playground.js", "playground.css"];
    if !parts.iter().all(|part| folder.join(part).exists()) {
        fs::create_dir_all(&folder)?;
        node::pack(place, "playground", &[&folder])?;
        say("playground: built");
    }
    for part in parts {
        store.put(part, &fs::read(folder.join(part))?)?;
    }
    Ok(())
}

fn tell(store: &Store, bundle: &Bundle, built: &Built) -> Result<()> {
    let (plain, brotli) = store.sizes(&format!("{}.wasm", bundle.name))?;
    let how = match built.took {
        Some(took) => format!("built in {} s", took.as_secs()),
        None => "from the cache".to_owned(),
    };
    say(format!("wasm {}: {how} ({} KB, {} KB brotli)", bundle.name, plain.div_ceil(1000), brotli.div_ceil(1000)));
    Ok(())
}

fn all_assets(place: &Place) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for folder in ASSET_FOLDERS {
        all.extend(assets(&place.root.join(folder))?);
    }
    Ok(all)
}

/// The files of a folder, without hidden ones and what an editor leaves.
fn assets(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut all = files(folder)?;
    all.retain(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        !name.starts_with('.') && !name.ends_with('~') && !name.ends_with(".md")
    });
    Ok(all)
}

fn is_script(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "js")
}

fn name(file: &Path) -> Result<String> {
    Ok(file.file_name().and_then(|name| name.to_str()).context("an asset's name is no UTF-8")?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glue_that_starts_itself_calls_its_default_export() {
        let glue = "async function q(){}export{x as initSync,q as default};";
        assert_eq!(starting_itself(glue).unwrap(), format!("{glue}\nq();\n"));
    }

    #[test]
    fn glue_without_default_export_is_refused() {
        assert!(starting_itself("export{x as initSync};").is_err());
    }
}
