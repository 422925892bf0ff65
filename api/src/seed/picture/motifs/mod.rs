//! The things that are shown. Each is drawn by a function of its own on 1000 by 1000 units; the horizon of a table is at
//! 690, and what stands on it touches down near 810.
mod coffee;
mod craft;
mod gift;
mod giving;
mod land;
mod relief;
mod scent;
mod sweet;
mod textile;

use super::canvas::Canvas;
use super::palette::Colours;
use super::scene::{self, Scene};

macro_rules! motifs {
    ($($(#[$doc:meta])* $name:ident in $scene:ident by $draw:path;)*) => {
        /// A thing that can be shown.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Motif { $($(#[$doc])* $name,)* }

        impl Motif {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Draws the thing in its surroundings.
            pub(super) fn draw(self, canvas: &mut Canvas, colours: &Colours) {
                let (scene, thing): (Scene, fn(&mut Canvas, &Colours)) = match self {
                    $(Self::$name => (Scene::$scene, $draw),)*
                };
                scene::draw(canvas, scene, colours);
                thing(canvas, colours);
            }
        }
    };
}

motifs! {
    /// A coffee pot of brass.
    Dallah in Niche by coffee::dallah;
    /// Small cups on a tray.
    Cups in Disc by coffee::cups;
    /// A bag of roasted coffee.
    CoffeeBag in Lattice by coffee::bag;
    /// A bowl of dates.
    Dates in Niche by sweet::dates;
    /// An open box of filled dates, from above.
    DateBox in Above by sweet::date_box;
    /// A jar of honey.
    Honey in Lattice by sweet::honey;
    /// Three bowls of spices.
    Spices in Disc by sweet::spices;
    /// An incense burner with its smoke.
    Burner in Niche by scent::burner;
    /// Chips of oud wood in a bowl.
    Oud in Lattice by scent::oud;
    /// A bottle of perfume oil.
    Perfume in Disc by scent::perfume;
    /// A candle in a jar.
    Candle in Niche by scent::candle;
    /// A vase with dry grass.
    Vase in Niche by craft::vase;
    /// A mug.
    Mug in Lattice by craft::mug;
    /// Plates and bowls in a stack.
    Plates in Disc by craft::plates;
    /// A basket of palm leaves.
    Basket in Niche by craft::basket;
    /// A lantern with coloured glass.
    Lantern in Disc by craft::lantern;
    /// Folded cloths.
    Textile in Lattice by textile::stack;
    /// A cushion.
    Cushion in Disc by textile::cushion;
    /// A rolled blanket with a strap.
    Blanket in Niche by textile::blanket;
    /// Prayer beads, from above.
    Beads in Above by gift::beads;
    /// A wrapped present.
    Gift in Niche by gift::present;
    /// Books.
    Books in Lattice by gift::books;
    /// An open book on a stand.
    Stand in Niche by gift::stand;
    /// A meal on a tray.
    Meal in Lattice by giving::meal;
    /// A box of provisions.
    Provisions in Disc by giving::provisions;
    /// A school bag.
    SchoolBag in Disc by giving::school_bag;
    /// A case for first aid.
    Medicine in Niche by relief::medicine;
    /// A collecting jar with coins.
    Savings in Disc by relief::savings;
    /// A kite over the dunes.
    Kite in Land by land::kite;
    /// A well.
    Well in Land by land::well;
    /// A palm.
    Palm in Land by land::palm;
    /// A tent at night.
    Tent in Stars by land::tent;
    /// A dome and a minaret at night.
    Dome in Stars by land::dome;
}
