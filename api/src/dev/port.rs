//! Free TCP ports on 127.0.0.1, away from the well-known ones and from those the system hands out by itself.
use std::net::{Ipv4Addr, SocketAddr, TcpListener};

use rand::Rng as _;

use super::errors::{DevError, Result};

/// Above the ports that common servers choose, below the range of outgoing connections (Linux starts at 32768).
const RANGE: std::ops::Range<u16> = 20_000..32_000;

/// Ports that belong to other programs of a developer's machine: never chosen, even if they are free just now.
const STANDARD: [u16; 8] = [27_017, 27_018, 27_019, 26_379, 25_565, 24_224, 28_015, 29_092];

/// Whether a server could listen on this port of 127.0.0.1 now.
#[must_use]
pub fn is_free(port: u16) -> bool {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).is_ok()
}

/// A port of 127.0.0.1 on which nobody listens. Another program may take it before the caller does, so a server that
/// finds it taken asks again.
///
/// # Errors
/// [`DevError::NoFreePort`] after 200 ports were tried.
pub fn free_port() -> Result<u16> {
    let mut random = rand::rng();
    for _ in 0..200 {
        let port = random.random_range(RANGE);
        if !STANDARD.contains(&port) && is_free(port) {
            return Ok(port);
        }
    }
    Err(DevError::NoFreePort)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_free_port_can_be_listened_on_and_is_not_a_standard_one() {
        let port = free_port().unwrap();
        assert!(RANGE.contains(&port));
        assert!(![5432, 6379, 4566, 9000].contains(&port));
        let held = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).unwrap();
        assert!(!is_free(port));
        drop(held);
        assert!(is_free(port));
    }
}
