//! Registers the project's schema with cynic, so that every operation in this crate is checked against it at compile time.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=../../schema.graphql");
    cynic_codegen::register_schema("sadu").from_sdl_file("../../schema.graphql")?.as_default()?;
    Ok(())
}
