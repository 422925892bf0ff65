// The one entry of the browser tests: the stage (server and browser) is set once, then every file says its claims.
import "./support/stage.mjs";

import "./storefront/order.mjs";
import "./storefront/giving.mjs";
import "./storefront/places.mjs";
import "./storefront/keyboard.mjs";
import "./storefront/speed.mjs";
import "./storefront/every_page.mjs";
import "./admin/team.mjs";
import "./admin/gifts.mjs";
import "./admin/morning.mjs";
import "./admin/live.mjs";
import "./admin/door.mjs";
import "./admin/people.mjs";
import "./admin/teamwork.mjs";
import "./admin/views.mjs";
import "./admin/lists.mjs";
import "./admin/catalog.mjs";
import "./admin/platform.mjs";
import "./admin/roles.mjs";
import "./admin/every_page.mjs";
import "./graphql.mjs";
import "./playground.mjs";
