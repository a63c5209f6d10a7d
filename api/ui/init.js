// Draws the service's own description. No key typed here is kept, and nothing
// is fetched from anywhere else: not even the validator badge.
"use strict";

SwaggerUIBundle({
  url: "../openapi.json",
  dom_id: "#operations",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
