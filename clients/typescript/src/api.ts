// Made from docs/openapi.json by `npm run generate`. Do not edit it.

export interface paths {
    "/instrument.schema.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The JSON Schema of an instrument file
         * @description For editors, while you write a questionnaire of your own.
         */
        get: operations["instrumentSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the process up?
         * @description Says no more than that the process answers.
         */
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document
         * @description The OpenAPI 3.1 document of the service.
         */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Can it serve requests?
         * @description The database is open, migrated and writable, and the service is not stopping. That is tried once a second at most; who asks in between is told how the last trial went. A database that does not answer within 2 seconds is not ready. With a disk that is nearly full it still is, and `warnings` says so: writes fail only when it is full.
         */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assessments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List assessments
         * @description Its own to an organisation, and to a partner those of all organisations it may act for. The first made come first; with closed_since, those that closed first do, and with updated_since alone those that changed first.
         */
        get: operations["listAssessments"];
        put?: never;
        /**
         * Open an assessment
         * @description It is pinned to its version of the instrument for ever. An organisation has at most 200 open assessments; past that comes `409`.
         */
        post: operations["createAssessment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assessments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an assessment
         * @description Of the answers so far it tells only whether each side has enough people.
         */
        get: operations["showAssessment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change an open assessment
         * @description Its title, target, end and reference. Never what people were promised when they answered.
         */
        patch: operations["changeAssessment"];
        trace?: never;
    };
    "/v1/assessments/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an assessment
         * @description Deletes all answers for good. There is no result. Cancelled again, it answers the same. With `202` it is cancelled, and what was deleted may still lie in the files of the database: `wiped_at` is null until it does not.
         */
        post: operations["cancelAssessment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assessments/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close an assessment
         * @description Takes no more answers: `closes_at` is now. Then adds them up, keeps the result and deletes every response for good. Nothing changes a closed result. Closed again, it answers the same. With `202` it is closed, and what was deleted may still lie in the files of the database: `wiped_at` is null until it does not.
         */
        post: operations["closeAssessment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assessments/{id}/closing.ics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Put the last day in a calendar
         * @description When the assessment closes, as an event for calendars (RFC 5545). Taken again after a change, it takes the place of the one before. Without a last day it is 404.
         */
        get: operations["showClosingDay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assessments/{id}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List invitations
         * @description Those that ended, too, and who made each.
         */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Invite people to answer
         * @description Best make `links`: one for each person, for one response each. They are shown once. Neither lists nor the links themselves tell who has begun.
         *
         *     With `uses` people share one link. Then one person who holds it can answer as often as it has uses, and so reach the minimum alone: a voice that looks like many may be one. A stored result says how many responses of each voice were started with shared links.
         *
         *     A key only starts responses. What a person then writes hangs on a key of their own. An invitation that a partner makes ends when the grant does. An assessment has at most 20 invitations that hold; past that comes `409`.
         */
        post: operations["createInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assessments/{id}/invitations/{invitation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an invitation
         * @description Whether it still works, how often it was used and who made it. Its links are not shown again.
         */
        get: operations["showInvitation"];
        put?: never;
        post?: never;
        /**
         * Revoke an invitation
         * @description It starts no more responses. Those it started go on.
         */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assessments/{id}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a plan
         * @description It starts with the next steps of the result. Its ETag is what changing its actions needs.
         */
        get: operations["showPlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assessments/{id}/plan/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add an action to a plan
         * @description Something you mean to do, for one question or for the whole. The ETag of the reply is what the next change needs.
         */
        post: operations["addAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assessments/{id}/plan/actions/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove an action
         * @description For good. To keep it as given up, set its state to dropped. Send the ETag of the plan in If-Match.
         */
        delete: operations["removeAction"];
        options?: never;
        head?: never;
        /**
         * Change an action
         * @description Send only what changes, and the ETag of the plan in If-Match.
         */
        patch: operations["changeAction"];
        trace?: never;
    };
    "/v1/assessments/{id}/responses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enter a response
         * @description For a team's answer, or for answers on paper. People with a phone start their own with an invitation: never send them the key of what you entered. It is marked as entered for ever, takes no private notes, and the answer page does not open it. The result says how many of each voice were entered. Also as a FHIR R4 QuestionnaireResponse: of that the answers are kept, and nothing else.
         */
        post: operations["enterResponse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assessments/{id}/responses/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enter many responses at once
         * @description All or none, in one go: up to 5,000 rows in 8 MiB. As a table (`text/csv`, with commas, semicolons or tabs) with the columns `voice`, `people`, `variant`, `support`, one with the id of each question, and one for each note (`note:` and the id); only `voice` is needed. Or as JSON lines (`application/x-ndjson`), each as one response is entered. They are submitted unless a line says draft. `errors` names what is wrong by its row: the names of the columns are row 1, and of JSON lines the first line is.
         */
        post: operations["importResponses"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assessments/{id}/responses/{response}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read your response
         * @description With the response key. Any other key gets 404.
         */
        get: operations["showResponse"];
        /**
         * Replace your response
         * @description All of it. A draft may be incomplete. A submitted response can no longer change. A FHIR R4 QuestionnaireResponse that is in-progress replaces the answers alone.
         */
        put: operations["replaceResponse"];
        post?: never;
        /**
         * Withdraw your response
         * @description Its answers and notes are deleted. It no longer counts and cannot be submitted again.
         */
        delete: operations["withdrawResponse"];
        options?: never;
        head?: never;
        /**
         * Save answers, one or many
         * @description What is left out stays. Send null to take an answer or a note back.
         */
        patch: operations["changeResponse"];
        trace?: never;
    };
    "/v1/assessments/{id}/responses/{response}/asked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what your response answers
         * @description For going on elsewhere, with the response key alone. Any other key gets 404.
         */
        get: operations["showAsked"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assessments/{id}/responses/{response}/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace your response key
         * @description Do so when your key came from somebody else: whoever sent it may have kept it. The old key opens nothing from the first use of the new one on, and works until then. If no answer reaches you, ask again: only the newest key counts. Everything else stays, the id too.
         */
        post: operations["replaceResponseKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assessments/{id}/responses/{response}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit your response
         * @description It counts from then on and can no longer change. Submitted again, it answers the same.
         */
        post: operations["submitResponse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assessments/{id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a result
         * @description As JSON, as a line of a table, or as a picture. Numbers never change; texts come in the reader's words. Also with a response key or a result link.
         */
        get: operations["showResult"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assessments/{id}/result/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the links to a result
         * @description Those that ended, too.
         */
        get: operations["listLinks"];
        put?: never;
        /**
         * Share a result by a link
         * @description Whoever has the key can read this one result and nothing else, until the link expires or is revoked. One that a partner makes ends with the grant.
         */
        post: operations["createLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assessments/{id}/result/links/{link}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a link to a result
         * @description Whether it still works and who made it. Its address is not shown again.
         */
        get: operations["showLink"];
        put?: never;
        post?: never;
        /**
         * Revoke a link to a result
         * @description It stops working at once and stays in the list as revoked.
         */
        delete: operations["revokeLink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assessments/{id}/result/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the notes of a result
         * @description Shuffled, without the private ones. There are none unless each heard side that answered alone has at least 5 responses.
         */
        get: operations["listNotes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/benchmarks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the open data
         * @description The public benchmarks of all periods that are frozen, by period. Also as a DCAT catalogue in JSON-LD, for those that collect open data. There it names only what has figures.
         */
        get: operations["listBenchmarks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/benchmarks/{period}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the public benchmark
         * @description Open data, CC BY 4.0. Differentially private: each year's figures hide whether one organisation took part. Means of two releases that differ by less than clear_change show no clear change: by less than the larger one, where the two differ in it. A larger difference says that the group changed, not why, and nothing about any one organisation.
         */
        get: operations["nationalBenchmark"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/benchmarks/{period}/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what is in the table of the public benchmark
         * @description A Table Schema 1.0 of what comes as text/csv, or with the parameter as=csv. Where there are no figures, the table has other columns.
         */
        get: operations["nationalSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/benchmarks/{period}/sectors/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the public benchmark of a sector
         * @description Open data, CC BY 4.0. A small sector is published together with others; cohort names them all. Means of two releases that differ by less than clear_change show no clear change: by less than the larger one, where the two differ in it. A larger difference says that the group changed, not why, and nothing about any one organisation.
         */
        get: operations["sectorBenchmark"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/benchmarks/{period}/sectors/{code}/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what is in the table of a sector
         * @description A Table Schema 1.0 of what comes as text/csv, or with the parameter as=csv. Where there are no figures, the table has other columns.
         */
        get: operations["sectorSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the first own key of an organisation
         * @description With a claim link, once. Keep the key: it is shown once. It can agree to shares from 14 days later. The list of keys says for ever that it was taken so, and by whose link.
         */
        post: operations["takeClaim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See what happened
         * @description What happened to what your key may see, the oldest first, for 90 days. It names things and says nothing of what is in them. Responses are never among it. A grant begins with what there is, and one that ends takes the rest back. `next` is left out when there is nothing more yet: go on later with `cursor`. Something may come twice. Without a cursor it begins 90 days ago; with `snapshot=1` with what there is now, told as if it had just happened.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/funders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the funders
         * @description In the order they were made.
         */
        get: operations["listFunders"];
        put?: never;
        /**
         * Make a funder
         * @description Make a key for it next.
         */
        post: operations["createFunder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/funders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a funder
         * @description For the operator and the funder itself. Its ETag is what If-Match needs for a change.
         */
        get: operations["showFunder"];
        put?: never;
        post?: never;
        /**
         * Remove a funder
         * @description Its keys stop working at once. Once organisations shared with its programmes it stays on record (409): revoke its keys instead.
         */
        delete: operations["deleteFunder"];
        options?: never;
        head?: never;
        /**
         * Change a funder
         * @description Its name and contact can change. Send its ETag in If-Match.
         */
        patch: operations["changeFunder"];
        trace?: never;
    };
    "/v1/funders/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the keys of a funder
         * @description Expired and revoked ones too, so that you see which were used and when.
         */
        get: operations["listFunderKeys"];
        put?: never;
        /**
         * Make a key for a funder
         * @description The key is shown once: keep it. With a key the funder may make more itself. One that the operator makes shows in its list, and so does each that is made with it. For an organisation they can agree to shares only 14 days later. There are at most 50 keys that work; past that comes `409`.
         */
        post: operations["createFunderKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/funders/{id}/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a key of a funder
         * @description Who made it, when it ends and when it was last used. The key itself is not shown again.
         */
        get: operations["showFunderKey"];
        put?: never;
        post?: never;
        /**
         * Revoke a key of a funder
         * @description It stops working at once and stays in the list as revoked. An organisation's last working key with full access cannot be revoked (409).
         */
        delete: operations["revokeFunderKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/instruments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the instruments
         * @description The newest version of each, by id.
         */
        get: operations["listInstruments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/instruments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the newest version of an instrument
         * @description The next version takes its place here. To keep one, ask for its version. A version is there in other forms, too.
         */
        get: operations["latestInstrument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/instruments/{id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show one version of an instrument
         * @description A published version never changes: keep it as long as you like. Also as a FHIR R4 Questionnaire and as a SurveyJS model.
         */
        get: operations["instrumentVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * See who invites you
         * @description Uses nothing up, also when it is asked often. It does not tell whether a single-use link was used: who kept copies of the links would learn who has begun.
         */
        post: operations["lookAtInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/redeem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a response with an invitation
         * @description Nothing ties the response to the invitation. Keep the response key: it alone opens the response, and after closing the result.
         */
        post: operations["redeemInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See who you are
         * @description Whose key it is, what it may do and when it ends. For every key that works.
         */
        get: operations["showMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List organisations
         * @description All for the operator, those it may act for to a partner, and itself to an organisation. The first made come first; with updated_since, those that changed first do.
         */
        get: operations["listOrganisations"];
        put?: never;
        /**
         * Make an organisation
         * @description Without a key it registers itself, where the service is open to all, and gets its first key. Keep it: it is shown once.
         */
        post: operations["createOrganisation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make many organisations at once
         * @description All or none, in one go: up to 300 rows. As a table (`text/csv`, with commas, semicolons or tabs) with the columns `name`, `identifiers` (several with spaces between), `country`, `region`, `sector`, `annual_income`, `led_by_lived_experience`, `external_id` and `contact`; only `name` is needed. Or as JSON lines (`application/x-ndjson`), each as one organisation is made. An `external_id` that stands there twice, or that an organisation of yours has, is refused. `errors` names what is wrong by its row: the names of the columns are row 1, and of JSON lines the first line is.
         */
        post: operations["importOrganisations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an organisation
         * @description Its ETag is what If-Match needs for a change.
         */
        get: operations["showOrganisation"];
        put?: never;
        post?: never;
        /**
         * Erase an organisation
         * @description With its keys, grants, assessments and results, at once and for good. What was published without its name stands.
         */
        delete: operations["deleteOrganisation"];
        options?: never;
        head?: never;
        /**
         * Change an organisation
         * @description Send only what changes. Another name or other identifiers have to be verified anew. Of a verified organisation only its own key changes these (403).
         */
        patch: operations["changeOrganisation"];
        trace?: never;
    };
    "/v1/organisations/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a link for an organisation to take its first own key
         * @description For one that you made. The link works once, for 14 days, and in place of earlier ones. Only while the organisation has no working key. A partner's link is for an organisation that never had one.
         */
        post: operations["createClaim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Take away all that is kept of an organisation
         * @description As one JSON document. What people answered is not in it, nor are the keys themselves. One at a time: while it is being given out, asking again is `409`. It counts as a tenth of the allowance.
         */
        get: operations["exportOrganisation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{id}/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who may act for an organisation
         * @description Those who no longer may, too.
         */
        get: operations["listGrants"];
        put?: never;
        /**
         * Let a partner act for an organisation
         * @description It may do what the organisation may, but for shares, keys and grants. What it makes says so in lists. Its invitations and links end with the grant, and the keys of responses it entered then read no result.
         */
        post: operations["createGrant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{id}/grants/{grant}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show who may act for an organisation
         * @description One grant, whether it still holds or not.
         */
        get: operations["showGrant"];
        put?: never;
        post?: never;
        /**
         * No longer let a partner act for an organisation
         * @description It ends at once and stays in the list as revoked. So do the invitations and links that the partner made under it. The keys of responses that it entered read no result that is closed later.
         */
        delete: operations["revokeGrant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the keys of an organisation
         * @description Expired and revoked ones too, so that you see which were used and when.
         */
        get: operations["listOrganisationKeys"];
        put?: never;
        /**
         * Make a key for an organisation
         * @description The key is shown once: keep it. With a key the organisation may make more itself. One that the operator makes shows in its list, and so does each that is made with it. For an organisation they can agree to shares only 14 days later. There are at most 50 keys that work; past that comes `409`.
         */
        post: operations["createOrganisationKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{id}/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a key of an organisation
         * @description Who made it, when it ends and when it was last used. The key itself is not shown again.
         */
        get: operations["showOrganisationKey"];
        put?: never;
        post?: never;
        /**
         * Revoke a key of an organisation
         * @description It stops working at once and stays in the list as revoked. An organisation's last working key with full access cannot be revoked (409).
         */
        delete: operations["revokeOrganisationKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{id}/position/{period}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See where an organisation stands
         * @description For its own key only. Above, near or below each published mean. Worked out from what is published and its own result, and from nobody else's.
         */
        get: operations["showPosition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow an organisation over time
         * @description Its closed results, the oldest first. Each says what changed since the latest before it that it can be compared with, or why there is none.
         */
        get: operations["showProgress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{id}/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what an organisation shares
         * @description With its history; what ended, too.
         */
        get: operations["listShares"];
        put?: never;
        /**
         * Agree to share
         * @description For one purpose. Only with the organisation's own key. One that goes back to the operator or a claim link can do so from 14 days after that on (403 till then, saying from when).
         */
        post: operations["createShare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{id}/shares/{share}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what an organisation agreed to
         * @description One share, with its history.
         */
        get: operations["showShare"];
        put?: never;
        post?: never;
        /**
         * Withdraw a share
         * @description It counts from the next freeze. What was published before stands.
         */
        delete: operations["withdrawShare"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{id}/shares/{share}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See what a share gives away
         * @description Byte for byte what others now get, a refusal too. Before the first freeze since it was granted, what will be used. A share by name shows the entry.
         */
        get: operations["previewShare"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{id}/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say whether an organisation is who it says
         * @description Check its name and identifiers first. Only verified organisations count in what is published, or are shown by name. Other verified organisations that may be the same one are named: those with the same or a linked identifier, or the same name.
         */
        post: operations["verifyOrganisation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the partners
         * @description In the order they were made.
         */
        get: operations["listPartners"];
        put?: never;
        /**
         * Make a partner
         * @description Make a key for it next.
         */
        post: operations["createPartner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a partner
         * @description For the operator and the partner itself. Its ETag is what If-Match needs for a change.
         */
        get: operations["showPartner"];
        put?: never;
        post?: never;
        /**
         * Remove a partner
         * @description Its keys stop working at once.
         */
        delete: operations["deletePartner"];
        options?: never;
        head?: never;
        /**
         * Change a partner
         * @description Its name and contact can change. Send its ETag in If-Match.
         */
        patch: operations["changePartner"];
        trace?: never;
    };
    "/v1/partners/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the keys of a partner
         * @description Expired and revoked ones too, so that you see which were used and when.
         */
        get: operations["listPartnerKeys"];
        put?: never;
        /**
         * Make a key for a partner
         * @description The key is shown once: keep it. With a key the partner may make more itself. One that the operator makes shows in its list, and so does each that is made with it. For an organisation they can agree to shares only 14 days later. There are at most 50 keys that work; past that comes `409`.
         */
        post: operations["createPartnerKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a key of a partner
         * @description Who made it, when it ends and when it was last used. The key itself is not shown again.
         */
        get: operations["showPartnerKey"];
        put?: never;
        post?: never;
        /**
         * Revoke a key of a partner
         * @description It stops working at once and stays in the list as revoked. An organisation's last working key with full access cannot be revoked (409).
         */
        delete: operations["revokePartnerKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/periods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the periods
         * @description By name.
         */
        get: operations["listPeriods"];
        put?: never;
        /**
         * Make a period
         * @description The time whose assessments are compared, at most 15 months. Two periods never overlap, and two freezes are at least 330 days apart. It is frozen by itself on its day. A late freeze puts off the next.
         */
        post: operations["createPeriod"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/periods/{period}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a period
         * @description When it opens, closes and is frozen. It is frozen once frozen_at is set: from then on its releases can be read.
         */
        get: operations["showPeriod"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/periods/{period}/freeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Freeze a period
         * @description Fixes what is published of it, once and for ever. The service does this by itself on the day. It is not possible less than 330 days after another freeze.
         */
        post: operations["freezePeriod"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programme-codes/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See whose join code it is
         * @description Before you agree to anything: the programme, its funder, and the periods it runs over. Nobody learns that you asked.
         */
        get: operations["showCode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programmes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List programmes
         * @description Its own for a funder, all for the operator, who is told of other funders with the same name or contact.
         */
        get: operations["listProgrammes"];
        put?: never;
        /**
         * Declare a programme
         * @description Give its join code to the organisations you want in it. You do not learn who joined.
         */
        post: operations["createProgramme"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programmes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a programme
         * @description For its funder and the operator, with the join code and the periods it runs over.
         */
        get: operations["showProgramme"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programmes/{id}/named": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read results shared by name
         * @description Of verified organisations that agreed to it, as long as they do, under their verified names: rungs and next steps. No voices, no indexes.
         */
        get: operations["listNamed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programmes/{id}/named/{share}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one result shared by name
         * @description As in the list. 404 when nothing is shown any more.
         */
        get: operations["showNamed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programmes/{id}/readiness/{period}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Have enough organisations agreed?
         * @description Worked out once, on the day of notice (30 days before the freeze), without looking at any score.
         */
        get: operations["showReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programmes/{id}/releases/{period}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a release of a programme
         * @description For its funder and the members who were counted, the same bytes: as JSON, as a line of a table, or as a picture. Means of two releases that differ by less than clear_change show no clear change: by less than the larger one, where the two differ in it. A larger difference says that the group changed, not why, and nothing about any one organisation.
         */
        get: operations["showRelease"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read all results at once
         * @description Every result that the key may read, the first closed first, each as it is read alone: as JSON lines, or as one table with a line for each. To go on later, ask for those closed since the last one you have. Results with a questionnaire that is no longer installed are left out. One at a time: while they are being given out, asking again is `409`. It counts as a tenth of the allowance.
         */
        get: operations["streamResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Score answers
         * @description Nothing is stored. The same answers always give the same result. `docs/scoring.md` has the rules, `docs/receipt.md` how to recompute the receipt.
         */
        post: operations["score"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/share-texts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what sharing means
         * @description One text for each purpose, in plain words or in Easy Read. Both are one version. Send that with the share.
         */
        get: operations["shareTexts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your webhooks
         * @description Without their secrets.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Have what happens be sent to you
         * @description The events of `/v1/events` from now on, each as a `POST` of its own, in their order, signed as [Standard Webhooks](https://www.standardwebhooks.com) says. Reply with 2xx within 10 seconds. Otherwise it is sent again, with growing pauses, for three days. Something may come twice. The secret is shown once. There are at most 20; past that comes `409`.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a webhook
         * @description And whether what is sent gets through.
         */
        get: operations["showWebhook"];
        put?: never;
        post?: never;
        /**
         * Delete a webhook
         * @description Nothing more is sent there.
         */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Change a webhook, stop it, or let it go on
         * @description One that goes on sends what happened meanwhile, as far as it is kept.
         */
        patch: operations["changeWebhook"];
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See what was sent to a webhook
         * @description The last 100 tries, and how they went.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries/{delivery}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send something to a webhook again
         * @description At once, once, out of its order, under the same `webhook-id`. 404 when it is no longer kept, or no longer yours to see.
         */
        post: operations["resendDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a webhook a new secret
         * @description It is shown once. For 24 hours everything is signed with the one before as well.
         */
        post: operations["rotateWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a webhook
         * @description Sends a `webhook.test` at once, once, and says how that went.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is running here?
         * @description The version of the program and of the scoring rules.
         */
        get: operations["version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Account is a partner or a funder. */
        Account: {
            /**
             * @description Whom to ask, in their own words
             * @example Ada Okafor, 020 7946 0123
             */
            contact: string | null;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description What it is called
             * @example Community Apps
             */
            name: string;
            /**
             * Format: date-time
             * @description When it last changed
             */
            updated_at: string;
        };
        /** @description AccountList is one page of partners or funders. */
        AccountList: {
            /** @description What is on this page, in order */
            items: components["schemas"]["Account"][];
            /** @description The cursor of the next page; left out on the last */
            next?: string;
        };
        /** @description AccountPatch is what to change (RFC 7396). */
        AccountPatch: {
            /**
             * @description Whom to ask, in their own words
             * @example Ada Okafor, 020 7946 0123
             */
            contact?: string | null;
            /**
             * @description What it is called
             * @example Community Apps
             */
            name?: string;
        };
        /** @description AccountRequest is a partner or a funder to make. */
        AccountRequest: {
            /**
             * @description Whom to ask there
             * @example Ada Okafor, 020 7946 0123
             */
            contact?: string;
            /**
             * @description What it is called
             * @example Community Apps
             */
            name: string;
        };
        /** @description Action is one thing to do. */
        Action: {
            /**
             * Format: date
             * @description By when
             * @example 2026-09-30
             */
            due: string | null;
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description Who does it
             * @example Sam and Alex
             */
            owner: string | null;
            /**
             * @description The question it is about
             * @example equality-culture
             */
            question: string | null;
            /**
             * @description How it stands now
             * @example open
             * @enum {string}
             */
            state: "open" | "doing" | "done" | "dropped";
            /**
             * @description The words
             * @example Ask people what they need before each meeting.
             */
            text: string;
        };
        /** @description ActionPatch is what to change (RFC 7396). */
        ActionPatch: {
            /**
             * Format: date
             * @description By when
             * @example 2026-09-30
             */
            due?: string | null;
            /**
             * @description Who does it
             * @example Sam and Alex
             */
            owner?: string | null;
            /**
             * @description Which question
             * @example equality-culture
             */
            question?: string | null;
            /**
             * @description How it stands now
             * @example doing
             * @enum {string|null}
             */
            state?: "open" | "doing" | "done" | "dropped" | null;
            /**
             * @description The words
             * @example Ask people what they need.
             */
            text?: string;
        };
        /** @description ActionRequest is an action to add. */
        ActionRequest: {
            /**
             * Format: date
             * @description By when
             * @example 2026-09-30
             */
            due?: string;
            /**
             * @description Who does it
             * @example Sam and Alex
             */
            owner?: string;
            /**
             * @description Which question
             * @example equality-culture
             */
            question?: string;
            /**
             * @description How it stands now (open when left out)
             * @example open
             * @enum {string}
             */
            state?: "open" | "doing" | "done" | "dropped";
            /**
             * @description The words
             * @example Ask people what they need before each meeting.
             */
            text: string;
        };
        /** @description AgreedBy is the key that agreed to a share. */
        AgreedBy: {
            /**
             * Format: uuid
             * @description Its id in the list of keys
             */
            key_id: string;
            /**
             * @description What it was called then
             * @example Our website
             */
            key_name: string;
            /**
             * @description Who made the first of the keys that it goes back to, as the list of keys says
             * @example organisation
             * @enum {string}
             */
            origin: "operator" | "organisation" | "claim";
        };
        /** @description AlikeFunder is another funder that may be the same one. */
        AlikeFunder: {
            /**
             * @description Whom to ask, in their own words
             * @example Ada Okafor, 020 7946 0123
             */
            contact: string | null;
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description What it is called
             * @example The Riverside Foundation
             */
            name: string;
            /**
             * @description Whether both name the same contact
             * @example false
             */
            same_contact: boolean;
            /**
             * @description Whether both have the same name
             * @example true
             */
            same_name: boolean;
        };
        /** @description AlikeOrganisation is another verified organisation that may be the same one. If it is, name one as the controller of the other, or revoke one. */
        AlikeOrganisation: {
            /**
             * Format: uuid
             * @description The organisation that controls it in the end
             */
            controller_id: string;
            /**
             * @description Its numbers in public registers
             * @example [
             *       "GB-COH-01234567"
             *     ]
             */
            identifiers: string[];
            /**
             * @description What it is called
             * @example Riverside Carers Ltd
             */
            name: string;
            /**
             * Format: uuid
             * @description Which organisation
             */
            organisation_id: string;
            /**
             * @description linked_identifier: somebody lists an identifier of the one beside one of the other
             * @example linked_identifier
             * @enum {string}
             */
            why: "same_identifier" | "linked_identifier" | "same_name";
        };
        /** @description AnswerAssessment is what somebody who answers needs to know. */
        AnswerAssessment: {
            /**
             * @description How this voice answers
             * @example individual
             * @enum {string}
             */
            answering: "individual" | "team";
            /**
             * Format: date-time
             * @description When it closes by itself
             */
            closes_at: string | null;
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description individual: one person's support; service: a service; strategic: how the organisation decides
             * @example service
             * @enum {string}
             */
            scope: "individual" | "service" | "strategic";
            /**
             * @description What it is called
             * @example Short breaks 2026
             */
            title: string;
        };
        /** @description AnswerSet is one set of answers. */
        AnswerSet: {
            /**
             * @description By question id: "1" to the top rung, dont_know, not_applicable or prefer_not_to_say
             * @example {
             *       "equality-culture": "6",
             *       "equality-structure": "dont_know"
             *     }
             */
            answers?: {
                [key: string]: string;
            };
            /**
             * @description How many people agreed it together (1 when left out)
             * @example 9
             */
            people?: number;
            /**
             * @description lived: people who use services, disabled people, carers; learnt: staff, volunteers, trustees
             * @example learnt
             * @enum {string}
             */
            voice: "lived" | "learnt";
        };
        /** @description Answering says how each side answers. */
        Answering: {
            /**
             * @description For staff, volunteers and trustees
             * @example team
             * @enum {string}
             */
            learnt: "individual" | "team";
            /**
             * @description For people with lived experience
             * @example individual
             * @enum {string}
             */
            lived: "individual" | "team";
        };
        /** @description AnsweringRequest says how each side answers. */
        AnsweringRequest: {
            /**
             * @description For staff, volunteers and trustees (individual when left out)
             * @example team
             * @enum {string}
             */
            learnt?: "individual" | "team";
            /**
             * @description For people with lived experience (individual when left out)
             * @example individual
             * @enum {string}
             */
            lived?: "individual" | "team";
        };
        /** @description Area is where an organisation stands in one area. */
        Area: {
            gap: components["schemas"]["Gap"] | null;
            /**
             * @description Its id, which never changes
             * @example equality
             */
            id: string;
            /**
             * @description 0 is the lowest and 100 the highest
             * @example 73
             */
            index: number | null;
            /**
             * @description Why there is no figure
             * @enum {string|null}
             */
            reason: "insufficient_answers" | "no_voice_heard" | null;
            /** @description What both sides see; null when there is none, and then reason says why */
            rung: components["schemas"]["Rung"] | null;
            /**
             * @description What it is called
             * @example Equality
             */
            title: string;
            /** @description The heard voices */
            voices: components["schemas"]["VoiceView"][];
        };
        /** @description Asked is what a response answers, in whose voice, and who began it. */
        Asked: {
            assessment: components["schemas"]["AnswerAssessment"];
            instrument: components["schemas"]["ResultInstrument"];
            /**
             * @description invited: a person began it with an invitation. entered: the organisation or a partner did, and can read it
             * @example invited
             * @enum {string}
             */
            origin: "invited" | "entered";
            /**
             * @description lived: people who use services, disabled people, carers; learnt: staff, volunteers, trustees
             * @example lived
             * @enum {string}
             */
            voice: "lived" | "learnt";
        };
        /** @description Assessment is one time that an organisation assesses itself. */
        Assessment: {
            answering: components["schemas"]["Answering"];
            /**
             * Format: date-time
             * @description When it was closed
             */
            closed_at: string | null;
            /**
             * Format: date-time
             * @description When it closes by itself
             */
            closes_at: string | null;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /**
             * @description A caller's own reference
             * @example crm-4711
             */
            external_id: string | null;
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description Which questionnaire
             * @example coproduction-ladder
             */
            instrument: string;
            /**
             * @description Who made it
             * @example partner
             * @enum {string}
             */
            made_by: "organisation" | "partner";
            minimum_people: components["schemas"]["Minimums"];
            /**
             * Format: uuid
             * @description Which organisation
             */
            organisation_id: string;
            /** @description Which partner; null unless a partner made it */
            partner: components["schemas"]["MakerPartner"] | null;
            /**
             * @description individual: one person's support; service: a service; strategic: how the organisation decides
             * @example service
             * @enum {string}
             */
            scope: "individual" | "service" | "strategic";
            /** @description Whether enough people have answered so far; null once it is closed or cancelled */
            so_far: components["schemas"]["SoFar"] | null;
            /**
             * @description How it stands now
             * @example open
             * @enum {string}
             */
            state: "open" | "closed" | "cancelled";
            /**
             * @description The rung that is aimed at
             * @example 6
             */
            target_rung: number | null;
            /**
             * @description What it is called
             * @example Short breaks 2026
             */
            title: string;
            /**
             * Format: date-time
             * @description When it last changed
             */
            updated_at: string;
            /**
             * @description Its version
             * @example 0.9.0
             */
            version: string;
            /**
             * Format: date-time
             * @description When nothing of the answers was left in the files of the database; null while it is open, and until that is so
             */
            wiped_at: string | null;
        };
        /** @description AssessmentExport is one assessment with all that hangs on it. */
        AssessmentExport: {
            assessment: components["schemas"]["Assessment"];
            /** @description What there is of the result when its questionnaire is gone; else null */
            figures: components["schemas"]["ExportedFigures"] | null;
            /** @description All invitations, but not their keys */
            invitations: components["schemas"]["Invitation"][];
            /** @description All links to the result, but not their keys */
            links: components["schemas"]["Link"][];
            /** @description Those that may be read, shuffled */
            notes: components["schemas"]["Note"][];
            /** @description null unless it is closed */
            plan: components["schemas"]["Plan"] | null;
            /** @description In standard words; null unless it is closed and its questionnaire is still installed */
            result: components["schemas"]["StoredResult"] | null;
        };
        /** @description AssessmentList is one page of assessments. */
        AssessmentList: {
            /** @description What is on this page, in order */
            items: components["schemas"]["Assessment"][];
            /** @description The cursor of the next page; left out on the last */
            next?: string;
        };
        /** @description AssessmentPatch is what to change (RFC 7396). What people were promised when they answered never changes. */
        AssessmentPatch: {
            /**
             * Format: date-time
             * @description When it closes by itself
             */
            closes_at?: string | null;
            /**
             * @description A caller's own reference
             * @example crm-4711
             */
            external_id?: string | null;
            /**
             * @description The rung that is aimed at
             * @example 6
             */
            target_rung?: number | null;
            /**
             * @description What it is called
             * @example Short breaks 2026
             */
            title?: string;
        };
        /** @description AssessmentRequest opens an assessment. */
        AssessmentRequest: {
            /** @description How each side answers; each person alone when left out */
            answering?: components["schemas"]["AnsweringRequest"];
            /**
             * Format: date-time
             * @description When it closes by itself; when somebody closes it, if left out
             */
            closes_at?: string;
            /**
             * @description Your own reference
             * @example crm-4711
             */
            external_id?: string;
            /**
             * @description What is asked (coproduction-ladder when left out)
             * @example coproduction-ladder
             */
            instrument?: string;
            minimum_people?: components["schemas"]["EnoughPeople"];
            /**
             * Format: uuid
             * @description Which organisation it is for. It may be left out with its own key
             */
            organisation_id?: string;
            /**
             * @description individual: one person's support; service: a service; strategic: how the organisation decides (service when left out)
             * @example service
             * @enum {string}
             */
            scope?: "individual" | "service" | "strategic";
            /**
             * @description The rung you aim at. Next steps stop there
             * @example 6
             */
            target_rung?: number;
            /**
             * @description What it is called
             * @example Short breaks 2026
             */
            title: string;
            /**
             * @description The newest when left out
             * @example 0.9.0
             */
            version?: string;
        };
        /** @description BenchmarkList is one page of the open data there is. */
        BenchmarkList: {
            /** @description What is on this page, in order */
            items: components["schemas"]["Benchmarks"][];
            /**
             * Format: uri
             * @description What all of it may be used under
             * @example https://creativecommons.org/licenses/by/4.0/
             */
            licence: string;
            /**
             * Format: uri
             * @description How the figures are made, and how far they may be off
             */
            method: string;
            /** @description The cursor of the next page; left out on the last */
            next?: string;
        };
        /** @description BenchmarkOf is one release of open data. */
        BenchmarkOf: {
            /**
             * @description national, or the sectors' codes
             * @example national
             */
            cohort: string;
            /**
             * @description Whether there are figures, or too few took part
             * @example true
             */
            released: boolean;
            /**
             * Format: uri
             * @description Where it is said what is in each column of its table
             * @example https://rungs.example.org/v1/benchmarks/2026/schema
             */
            schema: string;
            /**
             * @description The codes of the sectors that are published together; none for national
             * @example [
             *       "A"
             *     ]
             */
            sectors: string[];
            /**
             * Format: uri
             * @description Where it is
             * @example https://rungs.example.org/v1/benchmarks/2026
             */
            url: string;
        };
        /** @description Benchmarks is the open data of one period that is frozen. */
        Benchmarks: {
            /**
             * Format: date-time
             * @description When it was frozen
             */
            frozen_at: string;
            /**
             * @description Which period
             * @example 2026
             */
            period: string;
            /** @description The national one first, then those of sectors */
            releases: components["schemas"]["BenchmarkOf"][];
        };
        /** @description Change is how a result differs from an earlier one. */
        Change: {
            /**
             * @description Whether the index moved further than other people answering would move it: by 15 points, or by 10 where each heard side gave 10 responses or more both times; null without points
             * @example false
             */
            clear: boolean | null;
            /** @description Whether the two can be compared: the same instrument series, scoring version and scope, and no staff view */
            comparable: boolean;
            /**
             * @description In points of the index
             * @example 12
             */
            points: number | null;
            /** @description The four principles, in the questionnaire's order */
            principles: components["schemas"]["Difference"][];
            /**
             * @description In rungs; null when one of the two has none, or they cannot be compared
             * @example 1
             */
            rungs: number | null;
            /**
             * Format: uuid
             * @description The assessment of the earlier result
             */
            since: string;
            /** @description Why they cannot, in a sentence; null when they can */
            why_not: string | null;
        };
        /** @description Choice is an answer that can be given. */
        Choice: {
            /**
             * @description What is sent as the answer
             * @example 1
             */
            code: string;
            /** @description The words */
            text: string;
        };
        /** @description ClaimLink is a link with which an organisation takes its first own key. */
        ClaimLink: {
            /**
             * Format: date-time
             * @description When it ends
             */
            expires_at: string;
            /**
             * @description Give it to the organisation, and to nobody else. null when it was shown before
             * @example https://rungs.example.org/claim#rung_c…
             */
            url: string | null;
        };
        /** @description ClaimMaker is whose claim link it was. */
        ClaimMaker: {
            /**
             * Format: uuid
             * @description Of the partner, also once it is gone; null for the operator
             */
            id: string | null;
            /**
             * @description What the partner was called then; null for the operator
             * @example Community Apps
             */
            name: string | null;
            /**
             * @description Who holds it
             * @example partner
             * @enum {string}
             */
            role: "operator" | "partner";
        };
        /** @description ClaimRequest takes a key with a claim link. */
        ClaimRequest: {
            /**
             * @description What stands in the link after the #
             * @example rung_c…
             */
            claim: string;
        };
        /** @description Claimed is the first own key of an organisation. */
        Claimed: {
            /**
             * @description full, or read: it only reads, and reads no secret
             * @example full
             * @enum {string}
             */
            access: "full" | "read";
            /** @description Whose claim link it was made with; null for another way */
            claim_link: components["schemas"]["ClaimMaker"] | null;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it ends
             */
            expires_at: string | null;
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description The key. null when there is none, or when it was shown before
             * @example rung_k…
             */
            key: string | null;
            /**
             * @description Whether it was shown before: the request was sent again
             * @example false
             */
            key_shown: boolean;
            /**
             * Format: date
             * @description The last day it was used, in UTC
             * @example 2026-03-04
             */
            last_used_on: string | null;
            /**
             * @description Who made it. A key the operator made for an organisation says operator, and one that a claim link made says claim
             * @example organisation
             * @enum {string}
             */
            made_by: "operator" | "organisation" | "partner" | "funder" | "claim";
            /**
             * Format: uuid
             * @description The key it was made with, where that is one of this list
             */
            made_with: string | null;
            /**
             * @description What it is called
             * @example Our website
             */
            name: string;
            organisation: components["schemas"]["ClaimedOrganisation"];
            /**
             * @description Who made the first of the keys that it goes back to, through made_with. It stays so for ever
             * @example organisation
             * @enum {string}
             */
            origin: "operator" | "organisation" | "partner" | "funder" | "claim";
            /**
             * Format: date-time
             * @description When it was revoked
             */
            revoked_at: string | null;
            /**
             * @description Who holds it
             * @example organisation
             * @enum {string}
             */
            role: "operator" | "organisation" | "partner" | "funder";
            /** @description Of a key that goes back to the operator or a claim link: from when it can agree to a share. null for always, and for who has nothing to share */
            shares_from: string | null;
            /**
             * @description How it stands now
             * @example active
             * @enum {string}
             */
            state: "active" | "expired" | "revoked";
        };
        /** @description ClaimedOrganisation is whose key was taken. */
        ClaimedOrganisation: {
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description What it is called
             * @example Riverside Carers
             */
            name: string;
        };
        /**
         * @description A country or territory: ISO 3166-1, two letters
         * @enum {string}
         */
        Country: "AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AQ" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BV" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GS" | "GT" | "GU" | "GW" | "GY" | "HK" | "HM" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PN" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TC" | "TD" | "TF" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "UM" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "YE" | "YT" | "ZA" | "ZM" | "ZW";
        /** @description DeclaringFunder is whose a programme is. */
        DeclaringFunder: {
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description What it is called
             * @example Riverside Foundation
             */
            name: string;
        };
        /** @description Delivery is one try to send something. */
        Delivery: {
            /** @description When it was sent */
            at: string;
            /**
             * Format: uuid
             * @description The id of what was sent, as in webhook-id
             */
            event_id: string;
            /** @description Why it did not go well; null when it did */
            failure: string | null;
            /**
             * Format: uuid
             * @description Its id
             */
            id: string;
            /**
             * @description How long it took, in milliseconds
             * @example 120
             */
            milliseconds: number;
            /**
             * @description The status of the reply; null when there was none
             * @example 204
             */
            status: number | null;
            /**
             * @description What had happened; webhook.test for a test
             * @example assessment.closed
             */
            type: string;
        };
        /** @description DeliveryList is one page of deliveries. */
        DeliveryList: {
            /** @description The oldest first */
            items: components["schemas"]["Delivery"][];
            /** @description The cursor of the next page; left out on the last */
            next?: string;
        };
        /** @description Difference is a change on one principle. */
        Difference: {
            /**
             * @description Its id, which never changes
             * @example equality
             */
            id: string;
            /**
             * @description By how many points of the index; below 0 for a fall
             * @example 12
             */
            points: number | null;
            /**
             * @description The rungs, the lowest first
             * @example 1
             */
            rungs: number | null;
        };
        /** @description Dimension is a principle or an area. */
        Dimension: {
            /** @description What it means */
            description: string;
            /**
             * @description Its id, which never changes
             * @example equality
             */
            id: string;
            /**
             * @description What it is called
             * @example Equality
             */
            title: string;
        };
        /** @description EnoughPeople says how many people each side needs. People who answer alone are never fewer than 3. */
        EnoughPeople: {
            /**
             * @description For staff, volunteers and trustees (3 when left out)
             * @example 3
             */
            learnt?: number;
            /**
             * @description For people with lived experience (5 when left out)
             * @example 5
             */
            lived?: number;
        };
        /** @description EnteredRequest is a response that an organisation enters: a team's, or one that came on paper. */
        EnteredRequest: {
            /**
             * @description By question id: "1" to the top rung, dont_know, not_applicable or prefer_not_to_say
             * @example {
             *       "equality-culture": "6",
             *       "equality-structure": "dont_know"
             *     }
             */
            answers?: {
                [key: string]: string;
            };
            /**
             * @description What they want to say about a question, at most 1,000 characters each
             * @example {
             *       "equality-culture": "We were asked first."
             *     }
             */
            notes?: {
                [key: string]: string;
            };
            /**
             * @description How many agreed it together; more than 1 only for a team (1 when left out)
             * @example 9
             */
            people?: number;
            /**
             * @description The questions whose notes are shown to nobody, and deleted at closing. Not in what is entered for others
             * @example [
             *       "equality-culture"
             *     ]
             */
            private_notes?: string[];
            /**
             * @description Submitted at once, or kept as a draft (draft when left out)
             * @example submitted
             * @enum {string}
             */
            state?: "draft" | "submitted";
            /**
             * @description Whether somebody helped them, or answered for them (none when left out)
             * @example none
             * @enum {string}
             */
            support?: "none" | "helped" | "proxy";
            /**
             * @description Which words they read (standard when left out)
             * @example easy_read
             * @enum {string}
             */
            variant?: "standard" | "easy_read";
            /**
             * @description lived: people who use services, disabled people, carers; learnt: staff, volunteers, trustees
             * @example learnt
             * @enum {string}
             */
            voice: "lived" | "learnt";
        };
        /** @description Event is something that happened. */
        Event: {
            /**
             * Format: uuid
             * @description The same each time it is told. Use it to notice what you have seen
             */
            id: string;
            /**
             * Format: uuid
             * @description Whose it is; null for what is nobody's
             */
            organisation_id: string | null;
            subject: components["schemas"]["EventSubject"];
            /** @description When it happened, or when you were told of what there was before */
            time: string;
            /**
             * @description What happened. There may be more in time: pass over those you do not know
             * @example assessment.closed
             * @enum {string}
             */
            type: "organisation.changed" | "organisation.deleted" | "grant.created" | "grant.revoked" | "assessment.opened" | "assessment.changed" | "assessment.closed" | "assessment.cancelled" | "share.granted" | "share.withdrawn" | "release.published";
        };
        /** @description EventList is one page of what happened. */
        EventList: {
            /** @description Where to go on later, when next is left out. Keep it with your copy */
            cursor: string;
            /** @description The oldest first */
            items: components["schemas"]["Event"][];
            /** @description The cursor of the next page; left out when there is nothing more yet */
            next?: string;
        };
        /** @description EventSubject is what an event is about. */
        EventSubject: {
            /**
             * @description Its id: of a release that of the programme, of the benchmark the period
             * @example 0198f1d2-6f7e-7c3a-9b1e-0f6f3f1c2a11
             */
            id: string;
            /**
             * @description Where it is as it is now. 404 says that it is no longer there, or no longer for you
             * @example /v1/assessments/0198f1d2-6f7e-7c3a-9b1e-0f6f3f1c2a11
             */
            path: string;
            /**
             * @description What sort of thing it is. There may be more in time
             * @example assessment
             * @enum {string}
             */
            type: "organisation" | "grant" | "assessment" | "share" | "named_result" | "release" | "benchmark";
        };
        /** @description Export is all that is kept of an organisation. What people answer is not in it, nor what results were worked out from: that is shown to nobody. */
        Export: {
            /** @description All assessments, the oldest first */
            assessments: components["schemas"]["AssessmentExport"][];
            /**
             * Format: date-time
             * @description When this was taken
             */
            exported_at: string;
            /** @description Whom it let in, and whom it once did */
            grants: components["schemas"]["Grant"][];
            /** @description All keys, but not the keys themselves: nobody has those but their holders */
            keys: components["schemas"]["Key"][];
            organisation: components["schemas"]["Organisation"];
        };
        /** @description ExportedFigure is where an organisation stood on one principle or area. */
        ExportedFigure: {
            /**
             * @description Its id, which never changes
             * @example equality
             */
            id: string;
            /**
             * @description 0 is the lowest and 100 the highest
             * @example 73
             */
            index: number | null;
            /**
             * @description The rung: 1 is the lowest
             * @example 5
             */
            level: number | null;
        };
        /** @description ExportedFigures are the figures of a result without words, by codes alone. */
        ExportedFigures: {
            /** @description The four areas, in the questionnaire's order */
            areas: components["schemas"]["ExportedFigure"][];
            /**
             * @description 0 is the lowest and 100 the highest
             * @example 62
             */
            index: number | null;
            /**
             * @description The rung: 1 is the lowest
             * @example 5
             */
            level: number | null;
            /** @description The four principles, in the questionnaire's order */
            principles: components["schemas"]["ExportedFigure"][];
            /** @description Whether a voice is missing */
            provisional: boolean;
            /** @description How many there were of each voice */
            voices: components["schemas"]["HeadCount"][];
        };
        /** @description Gap is how much higher staff stand than people with lived experience. */
        Gap: {
            /**
             * @description Null when chance alone could have parted them as far
             * @example discuss
             * @enum {string|null}
             */
            flag: "discuss" | "priority" | null;
            /**
             * @description Null where the group is small
             * @example 13
             */
            points: number | null;
            /**
             * @description The rungs, the lowest first
             * @example 1
             */
            rungs: number;
        };
        /** @description Grant lets a partner act for an organisation. */
        Grant: {
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it ends
             */
            expires_at: string | null;
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description partner: it came with the organisation, which the partner made
             * @example organisation
             * @enum {string}
             */
            made_by: "organisation" | "partner";
            /**
             * Format: uuid
             * @description Which partner
             */
            partner_id: string;
            /**
             * Format: date-time
             * @description When it was revoked
             */
            revoked_at: string | null;
            /**
             * @description How it stands now
             * @example active
             * @enum {string}
             */
            state: "active" | "expired" | "revoked";
        };
        /** @description GrantList is one page of grants. */
        GrantList: {
            /** @description What is on this page, in order */
            items: components["schemas"]["Grant"][];
            /** @description The cursor of the next page; left out on the last */
            next?: string;
        };
        /** @description GrantRequest lets a partner in. */
        GrantRequest: {
            /**
             * Format: date-time
             * @description Until when; for good when left out
             */
            expires_at?: string;
            /**
             * Format: uuid
             * @description The partner tells you its id
             */
            partner_id: string;
        };
        /** @description Group is one plain sentence for the choices of a stance. */
        Group: {
            /**
             * @description Whether things are done to, for or with people
             * @example with
             * @enum {string}
             */
            stance: "to" | "for" | "with";
            /** @description The words */
            text: string;
        };
        /** @description HeadCount is how many there are of a voice. A response without a single scored answer is not counted. */
        HeadCount: {
            /**
             * @description How many of the responses somebody entered for the organisation, a team's or those on paper; null when the voice is not heard. Only in a stored result, and left out of one that was closed with form 1 or 2
             * @example 1
             */
            entered?: number | null;
            /**
             * @description Whether enough people of the voice answered
             * @example true
             */
            heard: boolean;
            /**
             * @description How many people
             * @example 6
             */
            people: number;
            /**
             * @description Null when the voice is not heard
             * @example 6
             */
            responses: number | null;
            /**
             * @description How many of the responses, at most, were started with a link that people share: one person can use it more than once. It counts drafts and what was withdrawn, but no more than there are and nobody entered; null when the voice is not heard. Only in a stored result, and left out of one that was closed with form 1 or 2
             * @example 0
             */
            shared?: number | null;
            /**
             * @description lived: people who use services, disabled people, carers; learnt: staff, volunteers, trustees
             * @example lived
             * @enum {string}
             */
            voice: "lived" | "learnt";
        };
        /** @description Instrument is a questionnaire in one language and variant. */
        Instrument: {
            /** @description The four areas, in the questionnaire's order */
            areas: components["schemas"]["Dimension"][];
            /**
             * @description The highest rung that is reached while a key question is not
             * @example 5
             */
            ceiling: number;
            /**
             * @description Changes when any word or rule does
             * @example sha256:6b0c…
             */
            digest: string;
            /** @description What the choices of each stance have in common */
            groups: components["schemas"]["Group"][];
            /**
             * @description Its id, which never changes
             * @example coproduction-ladder
             */
            id: string;
            /**
             * @description The language of the texts here
             * @example en
             */
            lang: string;
            /**
             * @description In which languages it can be read
             * @example [
             *       "en"
             *     ]
             */
            languages: string[];
            /**
             * @description How long one person needs
             * @example 20
             */
            minutes: number;
            /** @description The four principles, in the questionnaire's order */
            principles: components["schemas"]["Dimension"][];
            /** @description What happens to the answers, in a sentence */
            privacy: string;
            /** @description The questions */
            questions: components["schemas"]["Question"][];
            /** @description The rungs, the lowest first */
            rungs: components["schemas"]["LadderRung"][];
            /**
             * @description Versions of one series ask the same, whatever their numbers: their results are compared over time
             * @example coproduction-ladder-0
             */
            series: string;
            /** @description What it rests on */
            sources: components["schemas"]["Source"][];
            /** @description What it is, in a sentence or two */
            summary: string;
            /** @description What it is called */
            title: string;
            /** @description Answers that count for no rung, such as not knowing */
            unscored: components["schemas"]["Choice"][];
            /**
             * @description The variant of the texts here
             * @example standard
             * @enum {string}
             */
            variant: "standard" | "easy_read";
            /**
             * @description In which words it can be read
             * @example [
             *       "standard"
             *     ]
             */
            variants: string[];
            /**
             * @description Its version
             * @example 0.8.0
             */
            version: string;
        };
        /** @description InstrumentList is one page of instruments. */
        InstrumentList: {
            /** @description What is on this page, in order */
            items: components["schemas"]["InstrumentSummary"][];
            /** @description The cursor of the next page; left out on the last */
            next?: string;
        };
        /** @description InstrumentSummary is an instrument without its questions. */
        InstrumentSummary: {
            /**
             * @description Changes when any word or rule does
             * @example sha256:6b0c…
             */
            digest: string;
            /**
             * @description Its id, which never changes
             * @example coproduction-ladder
             */
            id: string;
            /**
             * @description The language of the texts here
             * @example en
             */
            lang: string;
            /**
             * @description In which languages it can be read
             * @example [
             *       "en"
             *     ]
             */
            languages: string[];
            /**
             * @description How long one person needs
             * @example 20
             */
            minutes: number;
            /**
             * @description Versions of one series ask the same, whatever their numbers: their results are compared over time
             * @example coproduction-ladder-0
             */
            series: string;
            /** @description What it is, in a sentence or two */
            summary: string;
            /** @description What it is called */
            title: string;
            /**
             * @description The variant of the texts here
             * @example standard
             * @enum {string}
             */
            variant: "standard" | "easy_read";
            /**
             * @description In which words it can be read
             * @example [
             *       "standard"
             *     ]
             */
            variants: string[];
            /**
             * @description Its version
             * @example 0.8.0
             */
            version: string;
            /**
             * @description All versions, the oldest first
             * @example [
             *       "0.8.0"
             *     ]
             */
            versions: string[];
        };
        /** @description Invitation lets people start responses. What ties a response to it is not kept. */
        Invitation: {
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it ends
             */
            expires_at: string | null;
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description Who made it
             * @example partner
             * @enum {string}
             */
            made_by: "organisation" | "partner";
            /** @description Which partner; null unless a partner made it */
            partner: components["schemas"]["MakerPartner"] | null;
            /**
             * Format: date-time
             * @description When it was revoked
             */
            revoked_at: string | null;
            /**
             * @description Whether each of its links starts one response. Otherwise people share one link
             * @example true
             */
            single_use: boolean;
            /**
             * @description How it stands now
             * @example active
             * @enum {string}
             */
            state: "active" | "expired" | "revoked";
            /**
             * @description How many responses it has started. Which links did nobody is told. null where one person holds it alone
             * @example 2
             */
            used: number | null;
            /**
             * @description How many responses it may start, all its links together
             * @example 12
             */
            uses: number;
            /**
             * @description null when the person chooses
             * @example lived
             * @enum {string|null}
             */
            voice: "lived" | "learnt" | null;
        };
        /** @description InvitationCreated is a new invitation. */
        InvitationCreated: {
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it ends
             */
            expires_at: string | null;
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description The key. null when there is none, or when it was shown before
             * @example rung_k…
             */
            key: string | null;
            /**
             * @description Whether it was shown before: the request was sent again
             * @example false
             */
            key_shown: boolean;
            /** @description With links: one for each person. Empty when they were shown before, and without links */
            links: components["schemas"]["InvitationLink"][];
            /**
             * @description Who made it
             * @example partner
             * @enum {string}
             */
            made_by: "organisation" | "partner";
            /** @description Which partner; null unless a partner made it */
            partner: components["schemas"]["MakerPartner"] | null;
            /**
             * Format: date-time
             * @description When it was revoked
             */
            revoked_at: string | null;
            /**
             * @description Whether each of its links starts one response. Otherwise people share one link
             * @example true
             */
            single_use: boolean;
            /**
             * @description How it stands now
             * @example active
             * @enum {string}
             */
            state: "active" | "expired" | "revoked";
            /**
             * @description Where a person can answer with it. null when it was shown before, and with links
             * @example https://rungs.example.org/answer#rung_i…
             */
            url: string | null;
            /**
             * @description How many responses it has started. Which links did nobody is told. null where one person holds it alone
             * @example 2
             */
            used: number | null;
            /**
             * @description How many responses it may start, all its links together
             * @example 12
             */
            uses: number;
            /**
             * @description null when the person chooses
             * @example lived
             * @enum {string|null}
             */
            voice: "lived" | "learnt" | null;
        };
        /** @description InvitationLink starts one response. */
        InvitationLink: {
            /**
             * @description The key
             * @example rung_i…
             */
            key: string;
            /**
             * @description Where a person can answer with it
             * @example https://rungs.example.org/answer#rung_i…
             */
            url: string;
        };
        /** @description InvitationList is one page of invitations. */
        InvitationList: {
            /** @description What is on this page, in order */
            items: components["schemas"]["Invitation"][];
            /** @description The cursor of the next page; left out on the last */
            next?: string;
        };
        /** @description InvitationRequest asks for an invitation. */
        InvitationRequest: {
            /**
             * Format: date-time
             * @description When it stops working; with the assessment when left out
             */
            expires_at?: string;
            /**
             * @description How many links to make, each for one person: the safe way. In place of uses
             * @example 12
             */
            links?: number;
            /**
             * @description How many responses one link may start that people share. Whoever holds it can answer more than once: see the description (1 when left out)
             * @example 6
             */
            uses?: number;
            /**
             * @description Whose voice it is for; the person chooses when left out
             * @example lived
             * @enum {string}
             */
            voice?: "lived" | "learnt";
        };
        /** @description Key is what is known of a key. The key itself only its holder has. */
        Key: {
            /**
             * @description full, or read: it only reads, and reads no secret
             * @example full
             * @enum {string}
             */
            access: "full" | "read";
            /** @description Whose claim link it was made with; null for another way */
            claim_link: components["schemas"]["ClaimMaker"] | null;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it ends
             */
            expires_at: string | null;
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * Format: date
             * @description The last day it was used, in UTC
             * @example 2026-03-04
             */
            last_used_on: string | null;
            /**
             * @description Who made it. A key the operator made for an organisation says operator, and one that a claim link made says claim
             * @example organisation
             * @enum {string}
             */
            made_by: "operator" | "organisation" | "partner" | "funder" | "claim";
            /**
             * Format: uuid
             * @description The key it was made with, where that is one of this list
             */
            made_with: string | null;
            /**
             * @description What it is called
             * @example Our website
             */
            name: string;
            /**
             * @description Who made the first of the keys that it goes back to, through made_with. It stays so for ever
             * @example organisation
             * @enum {string}
             */
            origin: "operator" | "organisation" | "partner" | "funder" | "claim";
            /**
             * Format: date-time
             * @description When it was revoked
             */
            revoked_at: string | null;
            /**
             * @description Who holds it
             * @example organisation
             * @enum {string}
             */
            role: "operator" | "organisation" | "partner" | "funder";
            /** @description Of a key that goes back to the operator or a claim link: from when it can agree to a share. null for always, and for who has nothing to share */
            shares_from: string | null;
            /**
             * @description How it stands now
             * @example active
             * @enum {string}
             */
            state: "active" | "expired" | "revoked";
        };
        /** @description KeyCreated is a new key. */
        KeyCreated: {
            /**
             * @description full, or read: it only reads, and reads no secret
             * @example full
             * @enum {string}
             */
            access: "full" | "read";
            /** @description Whose claim link it was made with; null for another way */
            claim_link: components["schemas"]["ClaimMaker"] | null;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it ends
             */
            expires_at: string | null;
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description The key. null when there is none, or when it was shown before
             * @example rung_k…
             */
            key: string | null;
            /**
             * @description Whether it was shown before: the request was sent again
             * @example false
             */
            key_shown: boolean;
            /**
             * Format: date
             * @description The last day it was used, in UTC
             * @example 2026-03-04
             */
            last_used_on: string | null;
            /**
             * @description Who made it. A key the operator made for an organisation says operator, and one that a claim link made says claim
             * @example organisation
             * @enum {string}
             */
            made_by: "operator" | "organisation" | "partner" | "funder" | "claim";
            /**
             * Format: uuid
             * @description The key it was made with, where that is one of this list
             */
            made_with: string | null;
            /**
             * @description What it is called
             * @example Our website
             */
            name: string;
            /**
             * @description Who made the first of the keys that it goes back to, through made_with. It stays so for ever
             * @example organisation
             * @enum {string}
             */
            origin: "operator" | "organisation" | "partner" | "funder" | "claim";
            /**
             * Format: date-time
             * @description When it was revoked
             */
            revoked_at: string | null;
            /**
             * @description Who holds it
             * @example organisation
             * @enum {string}
             */
            role: "operator" | "organisation" | "partner" | "funder";
            /** @description Of a key that goes back to the operator or a claim link: from when it can agree to a share. null for always, and for who has nothing to share */
            shares_from: string | null;
            /**
             * @description How it stands now
             * @example active
             * @enum {string}
             */
            state: "active" | "expired" | "revoked";
        };
        /** @description KeyList is one page of keys. */
        KeyList: {
            /** @description What is on this page, in order */
            items: components["schemas"]["Key"][];
            /** @description The cursor of the next page; left out on the last */
            next?: string;
        };
        /** @description KeyRequest asks for a key. */
        KeyRequest: {
            /**
             * @description full: all that you may do. read: it only reads, and reads no secret (full when left out)
             * @example full
             * @enum {string}
             */
            access?: "full" | "read";
            /**
             * Format: date-time
             * @description When it stops working; never when left out
             */
            expires_at?: string;
            /**
             * @description What it is for, so that you know it again
             * @example Our website
             */
            name: string;
        };
        /** @description LadderRung is one step of the ladder. */
        LadderRung: {
            /** @description What it means */
            description: string;
            /**
             * @description Its id, which never changes
             * @example consultation
             */
            id: string;
            /**
             * @description The rung: 1 is the lowest
             * @example 4
             */
            level: number;
            /**
             * @description Whether things are done to, for or with people
             * @example for
             * @enum {string}
             */
            stance: "to" | "for" | "with";
            /**
             * @description What it is called
             * @example Consultation
             */
            title: string;
        };
        /** @description Limits are the four levels of which the overall rung is the lowest. */
        Limits: {
            /**
             * @description The answer to each question, by its id
             * @example 4
             */
            answers: number;
            /**
             * @description By the key questions
             * @example 5
             */
            gates: number;
            /**
             * @description By people with lived experience
             * @example 7
             */
            lived_voice: number;
            /**
             * @description By the lowest principle
             * @example 4
             */
            weakest_principle: number;
        };
        /** @description Link lets whoever has its key read one result. */
        Link: {
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it ends
             */
            expires_at: string;
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description Who made it
             * @example partner
             * @enum {string}
             */
            made_by: "organisation" | "partner";
            /** @description Which partner; null unless a partner made it */
            partner: components["schemas"]["MakerPartner"] | null;
            /**
             * Format: date-time
             * @description When it was revoked
             */
            revoked_at: string | null;
            /**
             * @description How it stands now
             * @example active
             * @enum {string}
             */
            state: "active" | "expired" | "revoked";
        };
        /** @description LinkCreated is a new link. */
        LinkCreated: {
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it ends
             */
            expires_at: string;
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description The key. null when there is none, or when it was shown before
             * @example rung_k…
             */
            key: string | null;
            /**
             * @description Whether it was shown before: the request was sent again
             * @example false
             */
            key_shown: boolean;
            /**
             * @description Who made it
             * @example partner
             * @enum {string}
             */
            made_by: "organisation" | "partner";
            /** @description Which partner; null unless a partner made it */
            partner: components["schemas"]["MakerPartner"] | null;
            /**
             * Format: date-time
             * @description When it was revoked
             */
            revoked_at: string | null;
            /**
             * @description How it stands now
             * @example active
             * @enum {string}
             */
            state: "active" | "expired" | "revoked";
            /**
             * @description Where a person can read the result with it. null when it was shown before
             * @example https://rungs.example.org/result#…
             */
            url: string | null;
        };
        /** @description LinkList is one page of links. */
        LinkList: {
            /** @description What is on this page, in order */
            items: components["schemas"]["Link"][];
            /** @description The cursor of the next page; left out on the last */
            next?: string;
        };
        /** @description LinkRequest asks for a link. */
        LinkRequest: {
            /**
             * Format: date-time
             * @description At most a year from now; 30 days when left out
             */
            expires_at?: string;
        };
        /** @description Look says who invites, and to what. */
        Look: {
            assessment: components["schemas"]["LookAssessment"];
            organisation: components["schemas"]["LookOrganisation"];
            /**
             * @description Whether a response can be started. open also stands for a single-use link that was used
             * @example open
             * @enum {string}
             */
            state: "open" | "used_up" | "expired" | "revoked" | "closed" | "cancelled";
            /**
             * @description null when the person chooses
             * @example lived
             * @enum {string|null}
             */
            voice: "lived" | "learnt" | null;
        };
        /** @description LookAssessment is what the questions are about. */
        LookAssessment: {
            /**
             * Format: date-time
             * @description When it closes by itself
             */
            closes_at: string | null;
            /**
             * @description What it is called
             * @example Short breaks 2026
             */
            title: string;
        };
        /** @description LookOrganisation is who asks. */
        LookOrganisation: {
            /**
             * @description Whom to ask for help, in the organisation's words. Show it as text: never make a link of it
             * @example Ann at the front desk, 01632 960 123
             */
            contact: string | null;
            /**
             * @description What it is called
             * @example Riverside Carers
             */
            name: string;
            /**
             * @description Whether the operator has checked that it is who it says
             * @example true
             */
            verified: boolean;
        };
        /** @description LookRequest asks what an invitation is to. */
        LookRequest: {
            /**
             * @description The invitation's key
             * @example rung_i…
             */
            key: string;
        };
        /** @description MakerPartner is a partner as it was called when it made something. */
        MakerPartner: {
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description What it is called
             * @example North Network
             */
            name: string;
        };
        /** @description Me is who has a key, and what it opens. */
        Me: {
            /**
             * @description full, or read: it only reads, and reads no secret
             * @example full
             * @enum {string}
             */
            access: "full" | "read";
            /**
             * Format: uuid
             * @description The assessment that the key is for; null where it is for more than one
             */
            assessment_id: string | null;
            /**
             * Format: date-time
             * @description When the key stops working; null where no time is set
             */
            expires_at: string | null;
            /** @description Whose key it is; null for the operator and for who answers or reads one result */
            holder: components["schemas"]["MeHolder"] | null;
            /** @description The key; null for one that has no id, such as that of a response */
            key: components["schemas"]["MeKey"] | null;
            /**
             * @description The calls it may make, beside those that are open to all. Which things it sees through them, each call says
             * @example [
             *       "GET /v1/organisations"
             *     ]
             */
            may: string[];
            /**
             * Format: uuid
             * @description The response that the key opens; null for other keys, and once the assessment is closed
             */
            response_id: string | null;
            /**
             * @description Who holds it
             * @example partner
             * @enum {string}
             */
            role: "operator" | "organisation" | "partner" | "funder" | "invitation" | "response" | "result_link";
            /** @description From when the key can agree to shares; null for always, and for who has nothing to share */
            shares_from: string | null;
        };
        /** @description MeHolder is the organisation, partner or funder whose key it is. */
        MeHolder: {
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description What it is called
             * @example Community Apps
             */
            name: string;
        };
        /** @description MeKey is a key as its holder's list has it. */
        MeKey: {
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description What it is called
             * @example Our website
             */
            name: string;
        };
        /** @description MinimumPeople says how many people each voice needs. */
        MinimumPeople: {
            /**
             * @description For staff, volunteers and trustees (1 when left out)
             * @example 1
             */
            learnt?: number;
            /**
             * @description For people with lived experience (5 when left out)
             * @example 5
             */
            lived?: number;
        };
        /** @description Minimums says how many people each side needs. */
        Minimums: {
            /**
             * @description For staff, volunteers and trustees
             * @example 3
             */
            learnt: number;
            /**
             * @description For people with lived experience
             * @example 5
             */
            lived: number;
        };
        /** @description NamedList is one page of results with names. */
        NamedList: {
            /** @description What is on this page, in order */
            items: components["schemas"]["NamedResult"][];
            /** @description The cursor of the next page; left out on the last */
            next?: string;
        };
        /** @description NamedPrinciple is a principle of a result with a name. */
        NamedPrinciple: {
            /**
             * @description Its id, which never changes
             * @example equality
             */
            id: string;
            /** @description What the next rung looks like */
            next_steps: string[];
            rung: components["schemas"]["Rung"] | null;
            /**
             * @description What it is called
             * @example Equality
             */
            title: string;
        };
        /** @description NamedResult is what a verified organisation shows a funder with its name: rungs and next steps, no voices and no indexes. */
        NamedResult: {
            assessment: components["schemas"]["ResultAssessment"];
            /**
             * @description Those that were verified, each with the code of its list in front
             * @example [
             *       "GB-CHC-1234567"
             *     ]
             */
            identifiers: string[];
            /**
             * @description As it was verified
             * @example Riverside Carers
             */
            organisation: string;
            /**
             * Format: uuid
             * @description Which organisation
             */
            organisation_id: string;
            /** @description The four principles, in the questionnaire's order */
            principles: components["schemas"]["NamedPrinciple"][];
            rung: components["schemas"]["Rung"] | null;
        };
        /** @description NextStep is what lifts a principle one rung. */
        NextStep: {
            /**
             * @description The rung: 1 is the lowest
             * @example 6
             */
            level: number;
            /** @description The questions */
            questions: components["schemas"]["QuestionStep"][];
        };
        /** @description NotKnown lists questions, in the instrument's order. A side that is not heard is left out. */
        NotKnown: {
            /** @description For staff, volunteers and trustees */
            learnt?: string[];
            /**
             * @description For people with lived experience
             * @example [
             *       "diversity-review"
             *     ]
             */
            lived?: string[];
        };
        /** @description NotReleased says that nothing is published, in the same words for every reason. */
        NotReleased: {
            /**
             * @description The programme's id, the sectors' codes, or national
             * @example national
             */
            cohort: string;
            /**
             * @description Why nothing is released, the same for every reason
             * @example Not enough independent contributors, or publishing could single one out.
             */
            message: string;
            /**
             * @description Which period
             * @example 2026
             */
            period: string;
            /**
             * @description How it stands (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            status: "not_released";
        };
        /** @description Note is what somebody wrote about a question. It says neither who nor when, nor in which voice. */
        Note: {
            /**
             * @description Which question
             * @example equality-culture
             */
            question: string;
            /**
             * @description The words
             * @example We were asked first.
             */
            text: string;
        };
        /** @description NoteList is one page of notes. */
        NoteList: {
            /** @description What is on this page, in order */
            items: components["schemas"]["Note"][];
            /** @description The cursor of the next page; left out on the last */
            next?: string;
        };
        /** @description Offer is whose join code it is, and for what. */
        Offer: {
            funder: components["schemas"]["OfferingFunder"];
            programme: components["schemas"]["OfferedProgramme"];
        };
        /** @description OfferedProgramme is what an organisation learns of a programme. */
        OfferedProgramme: {
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description Which questionnaire
             * @example coproduction-ladder
             */
            instrument: string;
            /**
             * @description What it is called
             * @example Community grants
             */
            name: string;
            /**
             * @description Which periods
             * @example [
             *       "2026"
             *     ]
             */
            periods: string[];
            /**
             * @description individual: one person's support; service: a service; strategic: how the organisation decides
             * @example service
             * @enum {string}
             */
            scope: "individual" | "service" | "strategic";
        };
        /** @description OfferingFunder is whose a programme is. */
        OfferingFunder: {
            /**
             * @description What it is called
             * @example Riverside Foundation
             */
            name: string;
        };
        /** @description Organisation is who assesses itself. */
        Organisation: {
            /**
             * @description Whole pounds
             * @example 48000
             */
            annual_income: number | null;
            /**
             * @description Whom people who answer may ask
             * @example Ann at the front desk, 01632 960 123
             */
            contact: string | null;
            country: components["schemas"]["Country"] | null;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /**
             * @description A caller's own reference
             * @example crm-4711
             */
            external_id: string | null;
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description As they were given
             * @example [
             *       "GB-CHC-1234567"
             *     ]
             */
            identifiers: string[];
            /**
             * @description Whether people with lived experience lead it
             * @example true
             */
            led_by_lived_experience: boolean | null;
            /**
             * @description What it is called
             * @example Riverside Carers
             */
            name: string;
            region: components["schemas"]["Region"] | null;
            sector: components["schemas"]["Sector"] | null;
            /**
             * @description What NCVO calls this income
             * @example small
             * @enum {string|null}
             */
            size_band: "micro" | "small" | "medium" | "large" | "major" | "super_major" | null;
            /**
             * Format: date-time
             * @description When it last changed
             */
            updated_at: string;
            verification: components["schemas"]["Verification"];
        };
        /** @description OrganisationCreated is a new organisation. Who registered it without a key gets its first one. */
        OrganisationCreated: {
            /**
             * @description Whole pounds
             * @example 48000
             */
            annual_income: number | null;
            /**
             * @description Whom people who answer may ask
             * @example Ann at the front desk, 01632 960 123
             */
            contact: string | null;
            country: components["schemas"]["Country"] | null;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /**
             * @description A caller's own reference
             * @example crm-4711
             */
            external_id: string | null;
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description As they were given
             * @example [
             *       "GB-CHC-1234567"
             *     ]
             */
            identifiers: string[];
            /**
             * @description The key. null when there is none, or when it was shown before
             * @example rung_k…
             */
            key: string | null;
            /**
             * @description Whether it was shown before: the request was sent again
             * @example false
             */
            key_shown: boolean;
            /**
             * @description Whether people with lived experience lead it
             * @example true
             */
            led_by_lived_experience: boolean | null;
            /**
             * @description What it is called
             * @example Riverside Carers
             */
            name: string;
            region: components["schemas"]["Region"] | null;
            sector: components["schemas"]["Sector"] | null;
            /**
             * @description What NCVO calls this income
             * @example small
             * @enum {string|null}
             */
            size_band: "micro" | "small" | "medium" | "large" | "major" | "super_major" | null;
            /**
             * Format: date-time
             * @description When it last changed
             */
            updated_at: string;
            verification: components["schemas"]["Verification"];
        };
        /** @description OrganisationDecided is an organisation as the operator decided on it. */
        OrganisationDecided: {
            /** @description When it is now verified: other verified organisations that may be the same one, the closest first */
            alike: components["schemas"]["AlikeOrganisation"][];
            /**
             * @description Whole pounds
             * @example 48000
             */
            annual_income: number | null;
            /**
             * @description Whom people who answer may ask
             * @example Ann at the front desk, 01632 960 123
             */
            contact: string | null;
            country: components["schemas"]["Country"] | null;
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /**
             * @description A caller's own reference
             * @example crm-4711
             */
            external_id: string | null;
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description As they were given
             * @example [
             *       "GB-CHC-1234567"
             *     ]
             */
            identifiers: string[];
            /**
             * @description Whether people with lived experience lead it
             * @example true
             */
            led_by_lived_experience: boolean | null;
            /**
             * @description What it is called
             * @example Riverside Carers
             */
            name: string;
            region: components["schemas"]["Region"] | null;
            sector: components["schemas"]["Sector"] | null;
            /**
             * @description What NCVO calls this income
             * @example small
             * @enum {string|null}
             */
            size_band: "micro" | "small" | "medium" | "large" | "major" | "super_major" | null;
            /**
             * Format: date-time
             * @description When it last changed
             */
            updated_at: string;
            verification: components["schemas"]["Verification"];
        };
        /** @description OrganisationImported is one organisation that was made of a file. */
        OrganisationImported: {
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description As a program for tables counts: the names of the columns are row 1. Of JSON lines, the first line is
             * @example 2
             */
            row: number;
        };
        /** @description OrganisationList is one page of organisations. */
        OrganisationList: {
            /** @description What is on this page, in order */
            items: components["schemas"]["Organisation"][];
            /** @description The cursor of the next page; left out on the last */
            next?: string;
        };
        /** @description OrganisationPatch is what to change (RFC 7396). null takes a field back to not said; what is left out stays. */
        OrganisationPatch: {
            /**
             * @description Whole pounds
             * @example 48000
             */
            annual_income?: number | null;
            /**
             * @description Whom to ask, in their own words
             * @example Ann at the front desk, 01632 960 123
             */
            contact?: string | null;
            country?: components["schemas"]["Country"] | null;
            /**
             * @description A caller's own reference
             * @example crm-4711
             */
            external_id?: string | null;
            /**
             * @description All of them: the list is replaced
             * @example [
             *       "GB-CHC-1234567"
             *     ]
             */
            identifiers?: string[] | null;
            /**
             * @description Whether people with lived experience lead it
             * @example true
             */
            led_by_lived_experience?: boolean | null;
            /**
             * @description What it is called
             * @example Riverside Carers
             */
            name?: string;
            region?: components["schemas"]["Region"] | null;
            sector?: components["schemas"]["Sector"] | null;
        };
        /** @description OrganisationRequest is what an organisation says of itself. */
        OrganisationRequest: {
            /**
             * @description Whole pounds
             * @example 48000
             */
            annual_income?: number;
            /**
             * @description Whom people who answer may ask. They see it before they start
             * @example Ann at the front desk, 01632 960 123
             */
            contact?: string;
            country?: components["schemas"]["Country"];
            /**
             * @description Your own reference
             * @example crm-4711
             */
            external_id?: string;
            /**
             * @description Numbers in public registers, with the code of the list from org-id.guide in front
             * @example [
             *       "GB-CHC-1234567"
             *     ]
             */
            identifiers?: string[];
            /**
             * @description Whether people with lived experience lead it
             * @example true
             */
            led_by_lived_experience?: boolean;
            /**
             * @description What it is called
             * @example Riverside Carers
             */
            name: string;
            region?: components["schemas"]["Region"];
            sector?: components["schemas"]["Sector"];
        };
        /** @description OrganisationsImported is what was made of a file. */
        OrganisationsImported: {
            /**
             * @description How many there are in the file
             * @example 120
             */
            count: number;
            /**
             * @description Whether the file was only checked, and nothing made
             * @example false
             */
            dry_run: boolean;
            /** @description In the order of the file; none when it was only checked */
            organisations: components["schemas"]["OrganisationImported"][];
        };
        /** @description Period is the time whose assessments are compared. */
        Period: {
            /**
             * Format: date-time
             * @description When it closes by itself
             */
            closes_at: string;
            /**
             * Format: date-time
             * @description When it is frozen
             */
            freeze_at: string;
            /**
             * Format: date-time
             * @description When it was frozen
             */
            frozen_at: string | null;
            /**
             * Format: date-time
             * @description The last day on which a programme can be declared for it, and on which readiness is worked out
             */
            notice_at: string;
            /**
             * Format: date-time
             * @description When it begins
             */
            opens_at: string;
            /**
             * @description Which period
             * @example 2026
             */
            period: string;
            /**
             * @description ahead, open, over (it waits for its freeze) or frozen
             * @example open
             * @enum {string}
             */
            state: "ahead" | "open" | "over" | "frozen";
        };
        /** @description PeriodList is one page of periods. */
        PeriodList: {
            /** @description What is on this page, in order */
            items: components["schemas"]["Period"][];
            /** @description The cursor of the next page; left out on the last */
            next?: string;
        };
        /** @description PeriodRequest asks for a period. */
        PeriodRequest: {
            /**
             * Format: date-time
             * @description When it closes by itself
             */
            closes_at: string;
            /**
             * Format: date-time
             * @description When it is fixed who counts; at its end or later
             */
            freeze_at: string;
            /**
             * Format: date-time
             * @description When it begins
             */
            opens_at: string;
            /**
             * @description Its name
             * @example 2026
             */
            period: string;
        };
        /** @description Plan is what an organisation means to do after a result. */
        Plan: {
            /** @description What is to be done, in the order it was added */
            actions: components["schemas"]["Action"][];
            /**
             * Format: uuid
             * @description Which assessment
             */
            assessment_id: string;
        };
        /** @description Another word than in an earlier period may come from rounding and noise alone. Means of two releases that differ by less than clear_change show no clear change: by less than the larger one, where the two differ in it. A larger difference says that the group changed, not why, and nothing about any one organisation. */
        Position: {
            /**
             * @description Which period
             * @example 2026
             */
            period: string;
            /** @description One for each release that it may read; none when nothing is published */
            releases: components["schemas"]["PositionIn"][];
        };
        /** @description PositionIn is where an organisation stands in one release. */
        PositionIn: {
            /**
             * @description The programme's id, the sectors' codes, or national
             * @example national
             */
            cohort: string;
            /**
             * @description Of whom the release is
             * @example national
             * @enum {string}
             */
            kind: "programme" | "sector" | "national";
            /**
             * @description The four principles, in the questionnaire's order
             * @example {
             *       "equality": "near"
             *     }
             */
            principles: {
                [key: string]: string;
            };
            /**
             * @description The quarter of the published rungs, 1 the lowest; null where no rungs are published
             * @example 3
             */
            quarter: number | null;
        };
        /** @description A release comes as its readers get it, byte for byte. Means of two releases that differ by less than clear_change show no clear change: by less than the larger one, where the two differ in it. A larger difference says that the group changed, not why, and nothing about any one organisation. */
        Preview: components["schemas"]["NamedResult"] | components["schemas"]["NotReleased"] | components["schemas"]["SharePreview"] | components["schemas"]["Released"];
        /** @description Principle is where an organisation stands on one principle. */
        Principle: {
            gap: components["schemas"]["Gap"] | null;
            /**
             * @description Its id, which never changes
             * @example equality
             */
            id: string;
            /**
             * @description 0 is the lowest and 100 the highest
             * @example 73
             */
            index: number | null;
            /** @description The smallest set of questions that lifts the rung by one; null at the top and without a rung */
            next_step: components["schemas"]["NextStep"] | null;
            /**
             * @description Why there is no figure
             * @enum {string|null}
             */
            reason: "insufficient_answers" | "no_voice_heard" | null;
            /** @description What both sides see; null when there is none, and then reason says why */
            rung: components["schemas"]["Rung"] | null;
            /**
             * @description What it is called
             * @example Equality
             */
            title: string;
            /** @description The heard voices */
            voices: components["schemas"]["VoiceView"][];
        };
        /** @description Problem is what every failure looks like (RFC 9457). */
        Problem: {
            /**
             * @description What went wrong this time and what to do
             * @example One thing needs to be put right. Nothing was kept.
             */
            detail: string;
            /** @description Each thing that is wrong with what was sent */
            errors?: components["schemas"]["ProblemError"][];
            /**
             * Format: date-time
             * @description Of not-yet: when the period is frozen, at the earliest
             */
            freeze_at?: string;
            /**
             * @description The request id, as in X-Request-Id
             * @example 0198f1d2-6f7e-7c3a-9b1e-0f6f3f1c2a11
             */
            instance: string;
            /**
             * @description The status code of the reply
             * @example 422
             */
            status: number;
            /**
             * @description The family in a few words
             * @example Needs to be put right
             */
            title: string;
            /**
             * Format: uri
             * @description Where this family of problems is explained
             * @example https://github.com/sevenrungs/sevenrungs/blob/main/docs/problems.md#invalid
             */
            type: string;
        };
        /** @description ProblemError is one thing wrong with what was sent. */
        ProblemError: {
            /**
             * @description What is wrong and what to do
             * @example There is no voice "staff". Use lived or learnt.
             */
            detail: string;
            /**
             * @description Where: a JSON Pointer (RFC 6901) into the body
             * @example /responses/0/voice
             */
            pointer: string;
        };
        /** @description Programme is what a funder compares. */
        Programme: {
            /**
             * Format: date-time
             * @description When it was declared
             */
            declared_at: string;
            /** @description For the operator alone: whose it is; else null */
            funder: components["schemas"]["DeclaringFunder"] | null;
            /** @description For the operator alone: other funders with the same name or contact. One funder with two accounts could look at an organisation twice. Else null */
            funders_alike: components["schemas"]["AlikeFunder"][] | null;
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description Which questionnaire
             * @example coproduction-ladder
             */
            instrument: string;
            /**
             * @description Give it to the organisations you want in it. null for a key that only reads
             * @example 7K3F-9QXD-2M5T
             */
            join_code: string | null;
            /**
             * @description What it is called
             * @example Community grants
             */
            name: string;
            /**
             * @description Which periods
             * @example [
             *       "2026"
             *     ]
             */
            periods: string[];
            /** @description Those that the funder said belong to it: they count as one */
            related_organisation_ids: string[];
            /**
             * @description individual: one person's support; service: a service; strategic: how the organisation decides
             * @example service
             * @enum {string}
             */
            scope: "individual" | "service" | "strategic";
            /**
             * @description open: organisations can join; closed: all its periods are frozen
             * @example open
             * @enum {string}
             */
            state: "open" | "closed";
        };
        /** @description ProgrammeList is one page of programmes. */
        ProgrammeList: {
            /** @description What is on this page, in order */
            items: components["schemas"]["Programme"][];
            /** @description The cursor of the next page; left out on the last */
            next?: string;
        };
        /** @description ProgrammeRequest declares a programme. */
        ProgrammeRequest: {
            /**
             * @description Which questionnaire
             * @example coproduction-ladder
             */
            instrument: string;
            /**
             * @description What it is called
             * @example Community grants
             */
            name: string;
            /**
             * @description Over which periods; declare it 30 days before the freeze
             * @example [
             *       "2026"
             *     ]
             */
            periods: string[];
            /** @description Organisations you run, sit on the board of, or know otherwise. They do not count towards the 10 */
            related_organisation_ids?: string[];
            /**
             * @description individual: one person's support; service: a service; strategic: how the organisation decides
             * @example service
             * @enum {string}
             */
            scope: "individual" | "service" | "strategic";
        };
        /** @description Progress is one closed result, with what changed since the one before. */
        Progress: {
            assessment: components["schemas"]["ResultAssessment"];
            /** @description What changed since the result before; null for the first */
            change: components["schemas"]["Change"] | null;
            /** @description Whether figures are less exact, because the group is small */
            guarded: boolean;
            /**
             * @description 0 is the lowest and 100 the highest
             * @example 62
             */
            index: number | null;
            instrument: components["schemas"]["ResultInstrument"];
            /** @description The four principles, in the questionnaire's order */
            principles: components["schemas"]["ProgressFigures"][];
            /** @description Whether a voice is missing */
            provisional: boolean;
            rung: components["schemas"]["Rung"] | null;
        };
        /** @description ProgressFigures is where an organisation stood on one principle. */
        ProgressFigures: {
            /**
             * @description Its id, which never changes
             * @example equality
             */
            id: string;
            /**
             * @description 0 is the lowest and 100 the highest
             * @example 73
             */
            index: number | null;
            rung: components["schemas"]["Rung"] | null;
            /**
             * @description What it is called
             * @example Equality
             */
            title: string;
        };
        /** @description ProgressList is one page of results. */
        ProgressList: {
            /** @description What is on this page, in order */
            items: components["schemas"]["Progress"][];
            /** @description The cursor of the next page; left out on the last */
            next?: string;
        };
        /** @description Question is one question with its choices, the lowest rung first. */
        Question: {
            /**
             * @description Which area
             * @example culture
             */
            area: string;
            /**
             * Format: uri
             * @description A link to the question spoken
             */
            audio?: string;
            /**
             * Format: uri
             * @description A link to the question in British Sign Language
             */
            bsl?: string;
            /** @description What can be chosen, the lowest first */
            choices: components["schemas"]["Choice"][];
            /** @description What an answer could look like */
            example?: string;
            /** @description Whether it is a key question: a low answer keeps the whole below the ceiling */
            gate: boolean;
            /** @description What the question means */
            help: string;
            /**
             * @description Its id, which never changes
             * @example equality-culture
             */
            id: string;
            /**
             * @description Which principle
             * @example equality
             */
            principle: string;
            text: components["schemas"]["QuestionText"];
        };
        /** @description QuestionStep is one question to bring up to a rung. */
        QuestionStep: {
            /**
             * @description Null where the group is small, and of a gate that too few can answer
             * @example 5
             */
            from: number | null;
            /**
             * @description Which question
             * @example equality-culture
             */
            question: string;
            /** @description What that rung looks like */
            text: string;
            /**
             * @description The rung that comes next
             * @example 6
             */
            to: number;
        };
        /** @description QuestionText asks each voice in its own words. */
        QuestionText: {
            /** @description For staff, volunteers and trustees */
            learnt: string;
            /** @description For people with lived experience */
            lived: string;
        };
        /** @description Readiness says whether enough organisations have agreed. */
        Readiness: {
            /**
             * @description Whether something would be released
             * @example true
             */
            enough_have_agreed: boolean;
        };
        /** @description Receipt is a digest that anyone can recompute. */
        Receipt: {
            /**
             * @description Tells whether something is the same, to the byte
             * @example sha256:9c1f…
             */
            digest: string;
            /**
             * @description Which list of members the digest of a stored result goes over; 1 when left out
             * @example 2
             */
            form?: number;
            /**
             * @description inputs: the answers, of a score that was not stored; result: the numbers of a stored result
             * @example inputs
             * @enum {string}
             */
            over: "inputs" | "result";
        };
        /** @description RedeemRequest starts a response. */
        RedeemRequest: {
            /**
             * @description The invitation's key
             * @example rung_i…
             */
            key: string;
            /**
             * @description Needed only when the invitation leaves it to the person
             * @example lived
             * @enum {string}
             */
            voice?: "lived" | "learnt";
        };
        /** @description Redeemed is a response that an invitation started. */
        Redeemed: {
            assessment: components["schemas"]["AnswerAssessment"];
            instrument: components["schemas"]["ResultInstrument"];
            /**
             * @description Whether the key was shown before: the request was sent again
             * @example false
             */
            key_shown: boolean;
            /**
             * @description invited: a person began it with an invitation. entered: the organisation or a partner did, and can read it
             * @example invited
             * @enum {string}
             */
            origin: "invited" | "entered";
            /**
             * Format: uuid
             * @description The id of the response
             */
            response_id: string;
            /**
             * @description Opens this one response; null when it was shown before
             * @example rung_r…
             */
            response_key: string | null;
            /**
             * @description lived: people who use services, disabled people, carers; learnt: staff, volunteers, trustees
             * @example lived
             * @enum {string}
             */
            voice: "lived" | "learnt";
        };
        /**
         * @description A region or nation of the United Kingdom: ITL1
         * @enum {string}
         */
        Region: "TLC" | "TLD" | "TLE" | "TLF" | "TLG" | "TLH" | "TLI" | "TLJ" | "TLK" | "TLL" | "TLM" | "TLN";
        /** @description The bytes never change. Means of two releases that differ by less than clear_change show no clear change: by less than the larger one, where the two differ in it. A larger difference says that the group changed, not why, and nothing about any one organisation. */
        Release: components["schemas"]["NotReleased"] | components["schemas"]["Released"];
        /** @description Released is what is published of a cohort in a period. How many figures there are depends on how many organisations take part. */
        Released: {
            /**
             * @description How far the means of two periods must differ before it is a change, in points. Two of one true mean differ as far at most once in 20 times
             * @example 10
             */
            clear_change?: number;
            /**
             * @description The programme's id, the sectors' codes, or national
             * @example national
             */
            cohort: string;
            /**
             * @description How many independent organisations take part, in bands
             * @example 20-59
             * @enum {string}
             */
            count_band: "10-19" | "20-59" | "60-99" | "100-199" | "200+";
            /** @description True for invented organisations */
            demo?: boolean;
            /**
             * @description How much higher staff stand than people with lived experience, in points
             * @example 15
             */
            gap?: number;
            /**
             * @description How far a mean or the gap may be off, in points, 19 times out of 20
             * @example 5
             */
            margin95: number;
            /**
             * @description The stance in the middle
             * @example for
             * @enum {string}
             */
            median_stance?: "to" | "for" | "with";
            /**
             * @description What a share of 0 or 100 means, where there is one
             * @example 0 means few and 100 nearly all, never none and all.
             */
            note?: string;
            /**
             * @description The mean of the four
             * @example 50
             */
            overall: number;
            /**
             * @description Which period
             * @example 2026
             */
            period: string;
            /**
             * @description Which promise it was made under
             * @example 2
             */
            policy: string;
            /**
             * @description The mean index of each principle, by its id
             * @example {
             *       "equality": 45
             *     }
             */
            principles: {
                [key: string]: number;
            };
            /**
             * @description The rungs below which a quarter, a half and three quarters stand
             * @example {
             *       "median": 4
             *     }
             */
            quartiles?: {
                [key: string]: number;
            };
            /**
             * @description To what the means are rounded
             * @example 5
             */
            rounding: number;
            /**
             * @description The shares on each rung, in percent. They add up to 100, and those by stance are sums of them
             * @example {
             *       "4": 25
             *     }
             */
            rungs?: {
                [key: string]: number;
            };
            /**
             * @description The shares that do things to, for and with people, in percent. They add up to 100
             * @example {
             *       "to": 30
             *     }
             */
            stances?: {
                [key: string]: number;
            };
            /**
             * @description How it stands (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            status: "released";
        };
        /** @description Response is what somebody answers. It carries no time. */
        Response: {
            /**
             * @description The answer to each question, by its id
             * @example {
             *       "equality-culture": "6"
             *     }
             */
            answers: {
                [key: string]: string;
            };
            /**
             * Format: uuid
             * @description Which assessment
             */
            assessment_id: string;
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description What people wrote, by question
             * @example {
             *       "equality-culture": "We were asked first."
             *     }
             */
            notes: {
                [key: string]: string;
            };
            /**
             * @description invited: a person began it with an invitation. entered: the organisation or a partner did, and had its key first
             * @example invited
             * @enum {string}
             */
            origin: "invited" | "entered";
            /**
             * @description How many people
             * @example 1
             */
            people: number;
            /**
             * @description The questions whose notes are shown to nobody
             * @example [
             *       "equality-culture"
             *     ]
             */
            private_notes: string[];
            /**
             * @description How it stands now
             * @example draft
             * @enum {string}
             */
            state: "draft" | "submitted" | "withdrawn";
            /**
             * @description Whether somebody helped, or answered for them
             * @example none
             * @enum {string}
             */
            support: "none" | "helped" | "proxy";
            /**
             * @description Which words: standard, or easy_read for Easy Read
             * @example standard
             * @enum {string}
             */
            variant: "standard" | "easy_read";
            /**
             * @description lived: people who use services, disabled people, carers; learnt: staff, volunteers, trustees
             * @example lived
             * @enum {string}
             */
            voice: "lived" | "learnt";
        };
        /** @description ResponseEntered is a response that the organisation entered. */
        ResponseEntered: {
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description Whether the key was shown before: the request was sent again
             * @example false
             */
            key_shown: boolean;
            /**
             * @description Opens this one response; null when it was shown before
             * @example rung_r…
             */
            response_key: string | null;
            /**
             * @description How it stands now
             * @example submitted
             * @enum {string}
             */
            state: "draft" | "submitted";
            /**
             * @description lived: people who use services, disabled people, carers; learnt: staff, volunteers, trustees
             * @example learnt
             * @enum {string}
             */
            voice: "lived" | "learnt";
        };
        /** @description ResponseImported is one response of a file. */
        ResponseImported: {
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description Opens this one response, to take it back
             * @example rung_r…
             */
            response_key: string;
            /**
             * @description As a program for tables counts: the names of the columns are row 1. Of JSON lines, the first line is
             * @example 2
             */
            row: number;
        };
        /** @description ResponseKey is a new key to a response. */
        ResponseKey: {
            /**
             * Format: uuid
             * @description Of the response, as before
             */
            id: string;
            /**
             * @description Whether the key was shown before: the request was sent again
             * @example false
             */
            key_shown: boolean;
            /**
             * @description Opens this one response; null when it was shown before
             * @example rung_r…
             */
            response_key: string | null;
        };
        /** @description ResponsePatch is what to change (RFC 7396), one answer or many. null takes an answer or note back. */
        ResponsePatch: {
            /** @description The answer to each question, by its id */
            answers?: {
                [key: string]: string | null;
            } | null;
            /** @description What people wrote, by question */
            notes?: {
                [key: string]: string | null;
            } | null;
            /**
             * @description How many people
             * @example 9
             */
            people?: number | null;
            /**
             * @description The questions whose notes are shown to nobody
             * @example [
             *       "equality-culture"
             *     ]
             */
            private_notes?: string[] | null;
            /**
             * @description Whether somebody helped, or answered for them
             * @example none
             * @enum {string|null}
             */
            support?: "none" | "helped" | "proxy" | null;
            /**
             * @description Which words: standard, or easy_read for Easy Read
             * @example easy_read
             * @enum {string|null}
             */
            variant?: "standard" | "easy_read" | null;
        };
        /** @description ResponseRequest is what somebody answers. */
        ResponseRequest: {
            /**
             * @description By question id: "1" to the top rung, dont_know, not_applicable or prefer_not_to_say
             * @example {
             *       "equality-culture": "6",
             *       "equality-structure": "dont_know"
             *     }
             */
            answers?: {
                [key: string]: string;
            };
            /**
             * @description What they want to say about a question, at most 1,000 characters each
             * @example {
             *       "equality-culture": "We were asked first."
             *     }
             */
            notes?: {
                [key: string]: string;
            };
            /**
             * @description How many agreed it together; more than 1 only for a team (1 when left out)
             * @example 9
             */
            people?: number;
            /**
             * @description The questions whose notes are shown to nobody, and deleted at closing. Not in what is entered for others
             * @example [
             *       "equality-culture"
             *     ]
             */
            private_notes?: string[];
            /**
             * @description Whether somebody helped them, or answered for them (none when left out)
             * @example none
             * @enum {string}
             */
            support?: "none" | "helped" | "proxy";
            /**
             * @description Which words they read (standard when left out)
             * @example easy_read
             * @enum {string}
             */
            variant?: "standard" | "easy_read";
        };
        /** @description ResponsesImported is what was entered of a file. */
        ResponsesImported: {
            /**
             * @description Whether the file was only checked, and nothing kept
             * @example false
             */
            dry_run: boolean;
            /**
             * @description Whether the keys were shown before: the request was sent again
             * @example false
             */
            key_shown: boolean;
            /** @description In the order of the file; none when it was only checked, or the keys were shown before */
            responses: components["schemas"]["ResponseImported"][];
            /** @description lived, then learnt */
            voices: components["schemas"]["VoiceImported"][];
        };
        /** @description Result is where an organisation stands. */
        Result: {
            /** @description The four areas, in the questionnaire's order */
            areas: components["schemas"]["Area"][];
            /**
             * @description Where you stand, what holds you there, what would move you
             * @example [
             *       "You stand on Consultation."
             *     ]
             */
            explanation: string[];
            /**
             * @description The language of the explanation, where it is not yet in that of the other texts
             * @example en
             */
            explanation_lang: string;
            /**
             * @description The language of each sentence of the explanation, where not all of them are in one. Left out otherwise
             * @example [
             *       "cy"
             *     ]
             */
            explanation_langs?: string[];
            /** @description What to look at */
            flags: ("bottom_rung" | "gate_unmet" | "gate_unanswered" | "jagged" | "thin" | "lived_voice_missing" | "learnt_voice_missing")[];
            /**
             * @description For following change, never the headline
             * @example 62
             */
            index: number | null;
            instrument: components["schemas"]["ResultInstrument"];
            /**
             * @description The language of the texts here
             * @example en
             */
            lang: string;
            /** @description The limits equal to the rung */
            limited_by: ("answers" | "weakest_principle" | "gates" | "lived_voice")[];
            /** @description The overall rung is the lowest of these; null when there is none */
            limits: components["schemas"]["Limits"] | null;
            /** @description The gates to see to, where they are what limits the overall rung. Left out of a stored result of scoring version 1 */
            next_gate?: components["schemas"]["QuestionStep"][];
            /** @description What most people on a heard side say that they do not know; null where the group is small. Left out of a stored result of scoring version 1 */
            not_known?: components["schemas"]["NotKnown"] | null;
            /** @description The four principles, in the questionnaire's order */
            principles: components["schemas"]["Principle"][];
            /** @description True when people with lived experience are not heard: a staff view */
            provisional: boolean;
            receipt: components["schemas"]["Receipt"];
            /** @description The overall rung; null when a principle has none */
            rung: components["schemas"]["Rung"] | null;
            /**
             * @description The version of the scoring rules
             * @example 2
             */
            scoring_version: string;
            /** @description How far the rung can be trusted; null without a rung, for a staff view, and with fewer than 3 responses on a heard side. Left out of a stored result of scoring version 1 */
            sure?: components["schemas"]["Sure"] | null;
            /**
             * @description The variant of the texts here
             * @example standard
             * @enum {string}
             */
            variant: "standard" | "easy_read";
            /** @description Always lived, then learnt */
            voices: components["schemas"]["HeadCount"][];
        };
        /** @description ResultAssessment names what a result is of. */
        ResultAssessment: {
            /**
             * Format: date-time
             * @description When it was closed
             */
            closed_at: string;
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /**
             * @description individual: one person's support; service: a service; strategic: how the organisation decides
             * @example service
             * @enum {string}
             */
            scope: "individual" | "service" | "strategic";
            /**
             * @description What it is called
             * @example Short breaks 2026
             */
            title: string;
        };
        /** @description ResultInstrument names what was answered. */
        ResultInstrument: {
            /**
             * @description Tells whether something is the same, to the byte
             * @example sha256:6b0c…
             */
            digest: string;
            /**
             * @description Its id, which never changes
             * @example coproduction-ladder
             */
            id: string;
            /**
             * @description Its version
             * @example 0.8.0
             */
            version: string;
        };
        /** @description ResultOf is a result, and whose it is. */
        ResultOf: {
            /** @description The four areas, in the questionnaire's order */
            areas: components["schemas"]["Area"][];
            assessment: components["schemas"]["ResultAssessment"];
            /**
             * @description Where you stand, what holds you there, what would move you
             * @example [
             *       "You stand on Consultation."
             *     ]
             */
            explanation: string[];
            /**
             * @description The language of the explanation, where it is not yet in that of the other texts
             * @example en
             */
            explanation_lang: string;
            /**
             * @description The language of each sentence of the explanation, where not all of them are in one. Left out otherwise
             * @example [
             *       "cy"
             *     ]
             */
            explanation_langs?: string[];
            /** @description What to look at */
            flags: ("bottom_rung" | "gate_unmet" | "gate_unanswered" | "jagged" | "thin" | "lived_voice_missing" | "learnt_voice_missing")[];
            /** @description True when a heard side has fewer than 10 responses: the index is to the nearest 5, that of a principle to the nearest 10, and much else is null */
            guarded: boolean;
            /**
             * @description For following change, never the headline
             * @example 62
             */
            index: number | null;
            instrument: components["schemas"]["ResultInstrument"];
            /**
             * @description The language of the texts here
             * @example en
             */
            lang: string;
            /** @description The limits equal to the rung */
            limited_by: ("answers" | "weakest_principle" | "gates" | "lived_voice")[];
            /** @description The overall rung is the lowest of these; null when there is none */
            limits: components["schemas"]["Limits"] | null;
            /** @description The gates to see to, where they are what limits the overall rung. Left out of a stored result of scoring version 1 */
            next_gate?: components["schemas"]["QuestionStep"][];
            /** @description What most people on a heard side say that they do not know; null where the group is small. Left out of a stored result of scoring version 1 */
            not_known?: components["schemas"]["NotKnown"] | null;
            /**
             * Format: uuid
             * @description Which organisation
             */
            organisation_id: string;
            /** @description The four principles, in the questionnaire's order */
            principles: components["schemas"]["Principle"][];
            /** @description True when people with lived experience are not heard: a staff view */
            provisional: boolean;
            receipt: components["schemas"]["Receipt"];
            /** @description The overall rung; null when a principle has none */
            rung: components["schemas"]["Rung"] | null;
            /**
             * @description The version of the scoring rules
             * @example 2
             */
            scoring_version: string;
            /** @description How far the rung can be trusted; null without a rung, for a staff view, and with fewer than 3 responses on a heard side. Left out of a stored result of scoring version 1 */
            sure?: components["schemas"]["Sure"] | null;
            /** @description The rung that was aimed at; null when none was */
            target: components["schemas"]["Target"] | null;
            /**
             * @description The variant of the texts here
             * @example standard
             * @enum {string}
             */
            variant: "standard" | "easy_read";
            /** @description Always lived, then learnt */
            voices: components["schemas"]["HeadCount"][];
        };
        /** @description Rung is a step of the ladder. */
        Rung: {
            /**
             * @description Its id, which never changes
             * @example consultation
             */
            id: string;
            /**
             * @description The rung: 1 is the lowest
             * @example 4
             */
            level: number;
            /**
             * @description Whether things are done to, for or with people
             * @example for
             * @enum {string}
             */
            stance: "to" | "for" | "with";
            /**
             * @description What it is called
             * @example Consultation
             */
            title: string;
        };
        /** @description ScoreRequest asks for a score, as it is sent or kept in a file. */
        ScoreRequest: {
            /**
             * @description Which questionnaire was answered (coproduction-ladder when left out)
             * @example coproduction-ladder
             */
            instrument?: string;
            /** @description How many people a voice needs before any figure uses it */
            minimum_people?: components["schemas"]["MinimumPeople"];
            /** @description None is fine, and scores nothing */
            responses?: components["schemas"]["AnswerSet"][];
            /**
             * @description Which version of it; the newest when left out
             * @example 0.8.0
             */
            version?: string;
        };
        /**
         * @description A section of the ICNP/TSO
         * @enum {string}
         */
        Sector: "A" | "B" | "C" | "D" | "E" | "F" | "G" | "H" | "I" | "J" | "K" | "L";
        /** @description Served says that requests can be served, and what will soon be in their way. */
        Served: {
            /**
             * @description How it stands
             * @example ok
             * @enum {string}
             */
            status: "ok";
            /**
             * @description Left out when there are none. With `disk_nearly_full`, less than 5% or 100 MB are free where the data is. With `clock_stepped`, the clock of the machine was set, and nothing closes or freezes by itself until it has been steady. With `journal_behind`, the journal cannot be written, so that a backup that is put back would not know what was done since. With `restored`, a backup was put back without its journal, and nothing is frozen until the operator has looked
             * @example [
             *       "disk_nearly_full"
             *     ]
             */
            warnings?: ("disk_nearly_full" | "clock_stepped" | "journal_behind" | "restored")[];
        };
        /** @description Share is what an organisation agreed to. */
        Share: {
            /** @description The key that agreed; null where that is not known */
            agreed_by: components["schemas"]["AgreedBy"] | null;
            /**
             * Format: date-time
             * @description When it ends
             */
            expires_at: string | null;
            funder: components["schemas"]["OfferingFunder"] | null;
            /** @description What happened, the oldest first */
            history: components["schemas"]["ShareEvent"][];
            /**
             * Format: uuid
             * @description Its id, which never changes
             */
            id: string;
            /** @description What was agreed to, and whose it is; null for the public benchmark */
            programme: components["schemas"]["OfferedProgramme"] | null;
            /**
             * Format: uuid
             * @description null for the public benchmark
             */
            programme_id: string | null;
            /**
             * @description What it is agreed for
             * @example programme
             * @enum {string}
             */
            purpose: "programme" | "public_benchmark" | "named";
            /**
             * @description How it stands now
             * @example granted
             * @enum {string}
             */
            state: "granted" | "withdrawn" | "expired";
            /**
             * @description The version of the text that was agreed to
             * @example 2
             */
            text_version: string;
        };
        /** @description ShareEvent is something that happened to a share. */
        ShareEvent: {
            /**
             * Format: date-time
             * @description When that was
             */
            at: string;
            /**
             * @description How it stands now
             * @example granted
             * @enum {string}
             */
            state: "granted" | "withdrawn" | "expired";
        };
        /** @description ShareList is one page of shares. */
        ShareList: {
            /** @description What is on this page, in order */
            items: components["schemas"]["Share"][];
            /** @description The cursor of the next page; left out on the last */
            next?: string;
        };
        /** @description SharePreview is what a share gives away before the freeze. */
        SharePreview: {
            /** @description What will be used */
            enters: string[];
            /**
             * @description How it stands
             * @example not_yet
             * @enum {string}
             */
            status: "not_yet";
        };
        /** @description ShareRequest says what an organisation agrees to. */
        ShareRequest: {
            /**
             * Format: date-time
             * @description Until when; for good when left out
             */
            expires_at?: string;
            /**
             * @description The code that the funder gave you; not for the public benchmark
             * @example 7K3F-9QXD-2M5T
             */
            programme_code?: string;
            /**
             * @description What it is agreed for
             * @example programme
             * @enum {string}
             */
            purpose: "programme" | "public_benchmark" | "named";
            /**
             * @description The version of the text at /v1/share-texts that you read
             * @example 2
             */
            text_version: string;
        };
        /** @description ShareText is the text of one purpose. */
        ShareText: {
            /**
             * @description What it is agreed for
             * @example programme
             * @enum {string}
             */
            purpose: "programme" | "public_benchmark" | "named";
            /** @description What it means, sentence by sentence */
            sentences: string[];
            /**
             * @description What it is called
             * @example Be counted in a funder's programme
             */
            title: string;
        };
        /** @description ShareTexts are what an organisation agrees to. */
        ShareTexts: {
            /**
             * @description The language of the words
             * @example en
             */
            lang: string;
            /** @description One for each purpose */
            texts: components["schemas"]["ShareText"][];
            /**
             * @description Which words: standard, or easy_read for Easy Read
             * @example standard
             * @enum {string}
             */
            variant: "standard" | "easy_read";
            /**
             * @description Its version
             * @example 2
             */
            version: string;
        };
        /** @description SoFar says whether enough people have answered. No more is told before closing. */
        SoFar: {
            /**
             * @description For staff, volunteers and trustees
             * @example at_least_minimum
             * @enum {string}
             */
            learnt: "fewer_than_minimum" | "at_least_minimum";
            /**
             * @description For people with lived experience
             * @example fewer_than_minimum
             * @enum {string}
             */
            lived: "fewer_than_minimum" | "at_least_minimum";
        };
        /** @description Source is what an instrument rests on, and whose it is. */
        Source: {
            /** @description Whose it is */
            credit: string;
            /** @description What it is called */
            name: string;
            /**
             * Format: uri
             * @description Its address
             */
            url: string;
        };
        /** @description Status says that the service is up. */
        Status: {
            /**
             * @description How it stands
             * @example ok
             * @enum {string}
             */
            status: "ok";
        };
        /** @description StoredResult is the result of a closed assessment. Its numbers never change. */
        StoredResult: {
            /** @description The four areas, in the questionnaire's order */
            areas: components["schemas"]["Area"][];
            assessment: components["schemas"]["ResultAssessment"];
            /**
             * @description Where you stand, what holds you there, what would move you
             * @example [
             *       "You stand on Consultation."
             *     ]
             */
            explanation: string[];
            /**
             * @description The language of the explanation, where it is not yet in that of the other texts
             * @example en
             */
            explanation_lang: string;
            /**
             * @description The language of each sentence of the explanation, where not all of them are in one. Left out otherwise
             * @example [
             *       "cy"
             *     ]
             */
            explanation_langs?: string[];
            /** @description What to look at */
            flags: ("bottom_rung" | "gate_unmet" | "gate_unanswered" | "jagged" | "thin" | "lived_voice_missing" | "learnt_voice_missing")[];
            /** @description True when a heard side has fewer than 10 responses: the index is to the nearest 5, that of a principle to the nearest 10, and much else is null */
            guarded: boolean;
            /**
             * @description For following change, never the headline
             * @example 62
             */
            index: number | null;
            instrument: components["schemas"]["ResultInstrument"];
            /**
             * @description The language of the texts here
             * @example en
             */
            lang: string;
            /** @description The limits equal to the rung */
            limited_by: ("answers" | "weakest_principle" | "gates" | "lived_voice")[];
            /** @description The overall rung is the lowest of these; null when there is none */
            limits: components["schemas"]["Limits"] | null;
            /** @description The gates to see to, where they are what limits the overall rung. Left out of a stored result of scoring version 1 */
            next_gate?: components["schemas"]["QuestionStep"][];
            /** @description What most people on a heard side say that they do not know; null where the group is small. Left out of a stored result of scoring version 1 */
            not_known?: components["schemas"]["NotKnown"] | null;
            /** @description The four principles, in the questionnaire's order */
            principles: components["schemas"]["Principle"][];
            /** @description True when people with lived experience are not heard: a staff view */
            provisional: boolean;
            receipt: components["schemas"]["Receipt"];
            /** @description The overall rung; null when a principle has none */
            rung: components["schemas"]["Rung"] | null;
            /**
             * @description The version of the scoring rules
             * @example 2
             */
            scoring_version: string;
            /** @description How far the rung can be trusted; null without a rung, for a staff view, and with fewer than 3 responses on a heard side. Left out of a stored result of scoring version 1 */
            sure?: components["schemas"]["Sure"] | null;
            /** @description The rung that was aimed at; null when none was */
            target: components["schemas"]["Target"] | null;
            /**
             * @description The variant of the texts here
             * @example standard
             * @enum {string}
             */
            variant: "standard" | "easy_read";
            /** @description Always lived, then learnt */
            voices: components["schemas"]["HeadCount"][];
        };
        /** @description Sure says how often, among organisations of that size, the rung is the one that asking everybody would give. */
        Sure: {
            /**
             * @description How many answered on the smaller heard side
             * @example 5_to_9
             * @enum {string}
             */
            responses: "3_to_4" | "5_to_9" | "10_to_14" | "15_to_29" | "30_or_more";
            /**
             * @description For how many of 10 it is the same rung
             * @example 6
             */
            same_rung: number;
            /**
             * @description For how many of 10 it is the same of to, for and with
             * @example 8
             */
            same_stance: number;
            /**
             * @description For how many of 10 it is at most one rung away
             * @example 9
             */
            within_one: number;
        };
        /** @description TableConstraints is what holds for each cell of a column. */
        TableConstraints: {
            /**
             * @description What it may be
             * @example [
             *       "released"
             *     ]
             */
            enum?: string[];
            /** @description The most a number may be */
            maximum?: number;
            /** @description The least a number may be */
            minimum?: number;
            /** @description Whether each cell holds something */
            required?: boolean;
        };
        /** @description TableField is one column. */
        TableField: {
            constraints?: components["schemas"]["TableConstraints"];
            /** @description What it means */
            description: string;
            /**
             * @description Which kind of text: uri for an address
             * @example uri
             */
            format?: string;
            /**
             * @description What it is called
             * @example overall
             */
            name: string;
            /**
             * @description What its cells hold
             * @example integer
             * @enum {string}
             */
            type: "string" | "integer" | "boolean";
        };
        /** @description See https://specs.frictionlessdata.io/table-schema/ */
        TableSchema: {
            /** @description The columns, in order */
            fields: components["schemas"]["TableField"][];
            /**
             * @description What stands where there is no value
             * @example [
             *       ""
             *     ]
             */
            missingValues: string[];
        };
        /** @description Target is the rung that was aimed at. */
        Target: {
            /**
             * @description The rung: 1 is the lowest
             * @example 6
             */
            level: number;
            /**
             * @description Whether the overall rung is there or higher
             * @example false
             */
            met: boolean;
        };
        /** @description Verification says whether the operator has checked who the organisation is. */
        Verification: {
            /**
             * Format: uuid
             * @description The organisation that controls this one in the end; itself unless the operator said so
             */
            controller_id: string;
            /**
             * Format: date-time
             * @description When that was decided
             */
            decided_at: string | null;
            /** @description What the operator wants the organisation to know */
            note: string | null;
            /**
             * @description How it stands now
             * @example unverified
             * @enum {string}
             */
            state: "unverified" | "verified" | "rejected" | "revoked";
        };
        /** @description VerificationRequest is the operator's decision. */
        VerificationRequest: {
            /**
             * Format: uuid
             * @description The organisation in control in the end; the organisation itself when left out
             */
            controller_id?: string;
            /**
             * @description Whether it is who it says
             * @example verified
             * @enum {string}
             */
            decision: "verified" | "rejected" | "revoked";
            /** @description Shown to the organisation */
            note?: string;
        };
        /** @description Version says what is running. */
        Version: {
            /**
             * @description The source it was built from; empty when not known
             * @example 9f3c1e7
             */
            commit: string;
            /**
             * @description What it is called
             * @example Seven Rungs
             */
            name: string;
            /**
             * @description The version of the scoring rules
             * @example 2
             */
            scoring_version: string;
            /**
             * @description Its version
             * @example 0.1.0
             */
            version: string;
        };
        /** @description VoiceImported is how much was entered of one voice. */
        VoiceImported: {
            /**
             * @description How many people
             * @example 120
             */
            people: number;
            /**
             * @description How many there are in the file
             * @example 120
             */
            responses: number;
            /**
             * @description lived: people who use services, disabled people, carers; learnt: staff, volunteers, trustees
             * @example lived
             * @enum {string}
             */
            voice: "lived" | "learnt";
        };
        /** @description VoiceView is where one heard voice sees the organisation. */
        VoiceView: {
            /**
             * @description How many questions have a value
             * @example 4
             */
            answered: number;
            /**
             * @description 0 is the lowest and 100 the highest
             * @example 67
             */
            index: number | null;
            /**
             * @description The rung: 1 is the lowest
             * @example 5
             */
            level: number | null;
            /**
             * @description lived: people who use services, disabled people, carers; learnt: staff, volunteers, trustees
             * @example lived
             * @enum {string}
             */
            voice: "lived" | "learnt";
        };
        /** @description Webhook is where what happens is sent. */
        Webhook: {
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /** @description Since when nothing gets through */
            failing_since: string | null;
            /**
             * Format: uuid
             * @description Its id
             */
            id: string;
            /**
             * Format: date-time
             * @description Since when it is paused
             */
            paused_at: string | null;
            /**
             * @description paused: you stopped it, or it failed for three days. Make it active to go on where it stopped
             * @example active
             * @enum {string}
             */
            state: "active" | "paused";
            /**
             * @description Which events; none for all
             * @example [
             *       "assessment.closed"
             *     ]
             */
            types: string[];
            /**
             * Format: date-time
             * @description When it was last changed
             */
            updated_at: string;
            /**
             * Format: uri
             * @description Where to
             * @example https://example.org/hooks
             */
            url: string;
        };
        /** @description WebhookList is one page of webhooks. */
        WebhookList: {
            /** @description In the order in which they were made */
            items: components["schemas"]["Webhook"][];
            /** @description The cursor of the next page; left out on the last */
            next?: string;
        };
        /** @description WebhookPatch changes where and what is sent, or whether. */
        WebhookPatch: {
            /**
             * @description paused stops it; active goes on where it stopped
             * @example active
             * @enum {string}
             */
            state?: "active" | "paused";
            /**
             * @description Which events; null for all
             * @example [
             *       "assessment.closed"
             *     ]
             */
            types?: string[] | null;
            /**
             * Format: uri
             * @description Where to
             * @example https://example.org/hooks
             */
            url?: string;
        };
        /** @description WebhookRequest asks for what happens to be sent. */
        WebhookRequest: {
            /**
             * @description Which events; all when left out
             * @example [
             *       "assessment.closed"
             *     ]
             */
            types?: ("organisation.changed" | "organisation.deleted" | "grant.created" | "grant.revoked" | "assessment.opened" | "assessment.changed" | "assessment.closed" | "assessment.cancelled" | "share.granted" | "share.withdrawn" | "release.published")[];
            /**
             * Format: uri
             * @description Where to: an https address on the open internet
             * @example https://example.org/hooks
             */
            url: string;
        };
        /** @description WebhookWithSecret is a webhook with its secret, which is shown this one time. */
        WebhookWithSecret: {
            /**
             * Format: date-time
             * @description When it was made
             */
            created_at: string;
            /** @description Since when nothing gets through */
            failing_since: string | null;
            /**
             * Format: uuid
             * @description Its id
             */
            id: string;
            /**
             * Format: date-time
             * @description Since when it is paused
             */
            paused_at: string | null;
            /**
             * @description By it you know that it is us; null when it was shown before
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string | null;
            /** @description Whether it was shown before */
            secret_shown?: boolean;
            /**
             * @description paused: you stopped it, or it failed for three days. Make it active to go on where it stopped
             * @example active
             * @enum {string}
             */
            state: "active" | "paused";
            /**
             * @description Which events; none for all
             * @example [
             *       "assessment.closed"
             *     ]
             */
            types: string[];
            /**
             * Format: date-time
             * @description When it was last changed
             */
            updated_at: string;
            /**
             * Format: uri
             * @description Where to
             * @example https://example.org/hooks
             */
            url: string;
        };
    };
    responses: {
        /** @description No Content */
        NoContent: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description Not changed since the ETag in If-None-Match */
        NotModified: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description What went wrong, in plain words (RFC 9457) */
        Problem: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description Which language, where there is one */
        "Accept-Language": string;
        /** @description Makes it safe to send again for 24 hours */
        "Idempotency-Key": string;
        /** @description The ETag you read */
        "If-Match": string;
        /** @description The ETag you have: 304 comes when nothing has changed */
        "If-None-Match": string;
        /** @description 1 for a table that Excel opens with all letters right */
        bom: 1;
        /** @description Where to go on: next of the page before */
        cursor: string;
        /** @description How many at most */
        limit: number;
        /** @description Which words */
        variant: "standard" | "easy_read";
    };
    requestBodies: never;
    headers: {
        /** @description The next page, as rel="next"; not on the last */
        Link: string;
        /** @description The address of what was made */
        Location: string;
        /** @description What is left, and for how many seconds: "default";r=42;t=17 (IETF draft-ietf-httpapi-ratelimit-headers) */
        RateLimit: string;
        /** @description How much there is in how many seconds: "default";q=600;w=60 */
        "RateLimit-Policy": string;
        /** @description With 429, 503, and 409 while the same request is under way: how many seconds to wait before trying again */
        "Retry-After": number;
        /** @description With 401: how to send a key */
        "WWW-Authenticate": string;
        /** @description The id of this request: yours, or one that was made for it */
        "X-Request-Id": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    instrumentSchema: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Changes when the schema does */
                    ETag?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/schema+json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Not changed since the ETag in If-None-Match */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 401, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            /** @description 500 */
            default: components["responses"]["Problem"];
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Changes when the document does */
                    ETag?: string;
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Not changed since the ETag in If-None-Match */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description 401, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Served"];
                };
            };
            /** @description 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    listAssessments: {
        parameters: {
            query?: {
                /** @description How many at most */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: next of the page before */
                cursor?: components["parameters"]["cursor"];
                /** @description Only this organisation's */
                organisation_id?: string;
                /** @description Only those in this state, or in one of these, with commas between */
                state?: ("open" | "closed" | "cancelled")[];
                /** @description Only those of this scope */
                scope?: "individual" | "service" | "strategic";
                /** @description Only those with this instrument */
                instrument?: string;
                /** @description Only those closed at this time or later */
                closed_since?: string;
                /** @description Only those changed at this time or later */
                updated_since?: string;
                /** @description Only those with this reference */
                external_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssessmentList"];
                };
            };
            /** @description 400, 401, 403, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    createAssessment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send again for 24 hours */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description What is assessed, and how people answer */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Short breaks 2026"
                 *     }
                 */
                "application/json": components["schemas"]["AssessmentRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description true when it was made before */
                    "Idempotency-Replayed"?: string;
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assessment"];
                };
            };
            /** @description 400, 401, 403, 406, 408, 409, 413, 415, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showAssessment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Names this state of it */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assessment"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    changeAssessment: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag you read */
                "If-Match": components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        /** @description What changes */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "target_rung": 6,
                 *       "title": "Short breaks 2027"
                 *     }
                 */
                "application/json": components["schemas"]["AssessmentPatch"];
                /**
                 * @example {
                 *       "target_rung": 6,
                 *       "title": "Short breaks 2027"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["AssessmentPatch"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assessment"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 408, 409, 412, 413, 415, 422, 428, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    cancelAssessment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assessment"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assessment"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 409, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    closeAssessment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assessment"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assessment"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 409, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showClosingDay: {
        parameters: {
            query?: {
                /** @description Which words */
                variant?: components["parameters"]["variant"];
            };
            header?: {
                /** @description Which language, where there is one */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The assessment */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The language of the texts */
                    "Content-Language"?: string;
                    /** @description Changes when the body does */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    listInvitations: {
        parameters: {
            query?: {
                /** @description How many at most */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: next of the page before */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description The assessment */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationList"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    createInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send again for 24 hours */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The assessment */
                id: string;
            };
            cookie?: never;
        };
        /** @description For whom, and how often */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "links": 12,
                 *       "voice": "lived"
                 *     }
                 */
                "application/json": components["schemas"]["InvitationRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description true when it was made before */
                    "Idempotency-Replayed"?: string;
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationCreated"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 408, 409, 413, 415, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The assessment */
                id: string;
                /** @description The id of the invitation */
                invitation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Changes when the body does */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The assessment */
                id: string;
                /** @description The id of the invitation */
                invitation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["NoContent"];
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showPlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The assessment */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Names this state of it */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 403, 404, 406, 409, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    addAction: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send again for 24 hours */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The assessment */
                id: string;
            };
            cookie?: never;
        };
        /** @description What is to be done */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "due": "2026-09-30",
                 *       "owner": "Sam and Alex",
                 *       "question": "equality-culture",
                 *       "text": "Ask people what they need before each meeting."
                 *     }
                 */
                "application/json": components["schemas"]["ActionRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description The plan's */
                    ETag?: string;
                    /** @description true when it was added before */
                    "Idempotency-Replayed"?: string;
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Action"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 408, 409, 413, 415, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    removeAction: {
        parameters: {
            query?: never;
            header: {
                /** @description The plan's ETag */
                "If-Match": string;
            };
            path: {
                /** @description The assessment */
                id: string;
                /** @description The action */
                action: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["NoContent"];
            /** @description 400, 401, 403, 404, 406, 409, 412, 428, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    changeAction: {
        parameters: {
            query?: never;
            header: {
                /** @description The plan's ETag */
                "If-Match": string;
            };
            path: {
                /** @description The assessment */
                id: string;
                /** @description The action */
                action: string;
            };
            cookie?: never;
        };
        /** @description What changes */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "state": "doing"
                 *     }
                 */
                "application/json": components["schemas"]["ActionPatch"];
                /**
                 * @example {
                 *       "state": "doing"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["ActionPatch"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The plan's */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Action"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 408, 409, 412, 413, 415, 422, 428, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    enterResponse: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send again for 24 hours */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The assessment */
                id: string;
            };
            cookie?: never;
        };
        /** @description The answers */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "item": [
                 *         {
                 *           "answer": [
                 *             {
                 *               "valueCoding": {
                 *                 "code": "6"
                 *               }
                 *             }
                 *           ],
                 *           "linkId": "equality-culture"
                 *         }
                 *       ],
                 *       "questionnaire": "https://github.com/sevenrungs/sevenrungs/fhir/Questionnaire/coproduction-ladder/learnt/standard/en|0.10.0",
                 *       "resourceType": "QuestionnaireResponse",
                 *       "status": "completed"
                 *     }
                 */
                "application/fhir+json": Record<string, never>;
                /**
                 * @example {
                 *       "answers": {
                 *         "equality-culture": "6",
                 *         "equality-structure": "dont_know"
                 *       },
                 *       "state": "submitted",
                 *       "voice": "learnt"
                 *     }
                 */
                "application/json": components["schemas"]["EnteredRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description true when it was entered before */
                    "Idempotency-Replayed"?: string;
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponseEntered"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 408, 409, 413, 415, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    importResponses: {
        parameters: {
            query?: {
                /** @description Whether to check only, and keep nothing */
                dry_run?: boolean;
            };
            header?: {
                /** @description Makes it safe to send again for 24 hours */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The assessment */
                id: string;
            };
            cookie?: never;
        };
        /** @description A row for each response */
        requestBody: {
            content: {
                /**
                 * @example {"voice": "lived", "answers": {"equality-culture": "6"}}
                 *     {"voice": "learnt", "answers": {"equality-culture": "4"}}
                 */
                "application/x-ndjson": string;
                /**
                 * @example voice,equality-culture,note:equality-culture
                 *     lived,6,We were asked first.
                 *     learnt,4,
                 */
                "text/csv": string;
            };
        };
        responses: {
            /** @description Checked, and nothing kept */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponsesImported"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    /** @description true when it was entered before */
                    "Idempotency-Replayed"?: string;
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponsesImported"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 408, 409, 413, 415, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showResponse: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The assessment */
                id: string;
                /** @description The response */
                response: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Names this state of it */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 404, 406, 409, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    replaceResponse: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag you read */
                "If-Match": components["parameters"]["If-Match"];
            };
            path: {
                /** @description The assessment */
                id: string;
                /** @description The response */
                response: string;
            };
            cookie?: never;
        };
        /** @description The answers */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "item": [
                 *         {
                 *           "answer": [
                 *             {
                 *               "valueCoding": {
                 *                 "code": "6"
                 *               }
                 *             }
                 *           ],
                 *           "linkId": "equality-culture"
                 *         }
                 *       ],
                 *       "questionnaire": "https://github.com/sevenrungs/sevenrungs/fhir/Questionnaire/coproduction-ladder/lived/standard/en|0.10.0",
                 *       "resourceType": "QuestionnaireResponse",
                 *       "status": "in-progress"
                 *     }
                 */
                "application/fhir+json": Record<string, never>;
                /**
                 * @example {
                 *       "answers": {
                 *         "equality-culture": "6",
                 *         "equality-structure": "dont_know"
                 *       },
                 *       "support": "helped",
                 *       "variant": "easy_read"
                 *     }
                 */
                "application/json": components["schemas"]["ResponseRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description 400, 401, 404, 406, 408, 409, 412, 413, 415, 422, 428, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    withdrawResponse: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag you read */
                "If-Match": components["parameters"]["If-Match"];
            };
            path: {
                /** @description The assessment */
                id: string;
                /** @description The response */
                response: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["NoContent"];
            /** @description 400, 401, 404, 406, 409, 412, 428, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    changeResponse: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag you read */
                "If-Match": components["parameters"]["If-Match"];
            };
            path: {
                /** @description The assessment */
                id: string;
                /** @description The response */
                response: string;
            };
            cookie?: never;
        };
        /** @description What changes */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "answers": {
                 *         "equality-culture": "6",
                 *         "equality-structure": null
                 *       },
                 *       "notes": {
                 *         "equality-culture": "We were asked first."
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ResponsePatch"];
                /**
                 * @example {
                 *       "answers": {
                 *         "equality-culture": "6",
                 *         "equality-structure": null
                 *       },
                 *       "notes": {
                 *         "equality-culture": "We were asked first."
                 *       }
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["ResponsePatch"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description 400, 401, 404, 406, 408, 409, 412, 413, 415, 422, 428, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showAsked: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The assessment */
                id: string;
                /** @description The response */
                response: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Changes when the body does */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asked"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    replaceResponseKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send again for 24 hours. The key is shown once, so it is better to ask again without */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The assessment */
                id: string;
                /** @description The response */
                response: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description true when it was replaced before */
                    "Idempotency-Replayed"?: string;
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponseKey"];
                };
            };
            /** @description 400, 401, 404, 406, 409, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    submitResponse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The assessment */
                id: string;
                /** @description The response */
                response: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description 400, 401, 404, 406, 409, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showResult: {
        parameters: {
            query?: {
                /** @description Which words */
                variant?: components["parameters"]["variant"];
                /** @description For what a picture is: a phone, or the width of a page */
                width?: "phone" | "wide";
                /** @description 1 for a table that Excel opens with all letters right */
                bom?: components["parameters"]["bom"];
            };
            header?: {
                /** @description Which language, where there is one */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The assessment */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Changes when the body does */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredResult"];
                    "image/svg+xml": string;
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 403, 404, 406, 409, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    listLinks: {
        parameters: {
            query?: {
                /** @description How many at most */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: next of the page before */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description The assessment */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkList"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    createLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send again for 24 hours */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The assessment */
                id: string;
            };
            cookie?: never;
        };
        /** @description Until when */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "expires_at": "2026-12-31T00:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["LinkRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description true when it was made before */
                    "Idempotency-Replayed"?: string;
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkCreated"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 408, 409, 413, 415, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The assessment */
                id: string;
                /** @description The id of the link */
                link: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Changes when the body does */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Link"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    revokeLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The assessment */
                id: string;
                /** @description The id of the link */
                link: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["NoContent"];
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    listNotes: {
        parameters: {
            query?: {
                /** @description How many at most */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: next of the page before */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description The assessment */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoteList"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 409, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    listBenchmarks: {
        parameters: {
            query?: {
                /** @description How many periods at most */
                limit?: number;
                /** @description Where to go on: next of the page before */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BenchmarkList"];
                    "application/ld+json": Record<string, never>;
                };
            };
            /** @description 400, 401, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    nationalBenchmark: {
        parameters: {
            query?: {
                /** @description csv for the table, whatever else you accept: an address that is a file */
                as?: "csv";
                /** @description 1 for a table that Excel opens with all letters right */
                bom?: components["parameters"]["bom"];
            };
            header?: {
                /** @description Which language of a picture, where there is one */
                "Accept-Language"?: string;
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The period */
                period: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The digest of the bytes */
                    ETag?: string;
                    /** @description The licence, the method, and the schema of the table */
                    Link?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Release"];
                    "image/svg+xml": string;
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    nationalSchema: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The period */
                period: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Changes when the body does */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TableSchema"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    sectorBenchmark: {
        parameters: {
            query?: {
                /** @description csv for the table, whatever else you accept: an address that is a file */
                as?: "csv";
                /** @description 1 for a table that Excel opens with all letters right */
                bom?: components["parameters"]["bom"];
            };
            header?: {
                /** @description Which language of a picture, where there is one */
                "Accept-Language"?: string;
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The period */
                period: string;
                /** @description The section of the ICNP/TSO */
                code: components["schemas"]["Sector"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The digest of the bytes */
                    ETag?: string;
                    /** @description The licence, the method, and the schema of the table */
                    Link?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Release"];
                    "image/svg+xml": string;
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    sectorSchema: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The period */
                period: string;
                /** @description The section of the ICNP/TSO */
                code: components["schemas"]["Sector"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Changes when the body does */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TableSchema"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    takeClaim: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send again for 24 hours */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The link's secret */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "claim": "rung_c…"
                 *     }
                 */
                "application/json": components["schemas"]["ClaimRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description true when it was made before */
                    "Idempotency-Replayed"?: string;
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claimed"];
                };
            };
            /** @description 400, 401, 404, 406, 408, 409, 413, 415, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description How many at most */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: next or cursor of a page before */
                cursor?: string;
                /** @description Start afresh with what there is. A cursor counts more */
                snapshot?: "1";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventList"];
                };
            };
            /** @description 400, 401, 403, 406, 410, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    listFunders: {
        parameters: {
            query?: {
                /** @description How many at most */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: next of the page before */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountList"];
                };
            };
            /** @description 400, 401, 403, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    createFunder: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send again for 24 hours */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description Its name, and whom to ask */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Community Apps"
                 *     }
                 */
                "application/json": components["schemas"]["AccountRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description true when it was made before */
                    "Idempotency-Replayed"?: string;
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description 400, 401, 403, 406, 408, 409, 413, 415, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showFunder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Names this state of it */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    deleteFunder: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag you read */
                "If-Match": components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["NoContent"];
            /** @description 400, 401, 403, 404, 406, 409, 412, 428, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    changeFunder: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag you read */
                "If-Match": components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        /** @description What changes */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Community Apps and Data"
                 *     }
                 */
                "application/json": components["schemas"]["AccountPatch"];
                /**
                 * @example {
                 *       "name": "Community Apps and Data"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["AccountPatch"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 408, 412, 413, 415, 422, 428, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    listFunderKeys: {
        parameters: {
            query?: {
                /** @description How many at most */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: next of the page before */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description The funder */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyList"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    createFunderKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send again for 24 hours */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The funder */
                id: string;
            };
            cookie?: never;
        };
        /** @description Its name and end */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "access": "read",
                 *       "name": "Our website"
                 *     }
                 */
                "application/json": components["schemas"]["KeyRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description true when it was made before */
                    "Idempotency-Replayed"?: string;
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyCreated"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 408, 409, 413, 415, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showFunderKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The funder */
                id: string;
                /** @description The id of the key */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Changes when the body does */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    revokeFunderKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The funder */
                id: string;
                /** @description The id of the key */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["NoContent"];
            /** @description 400, 401, 403, 404, 406, 409, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    listInstruments: {
        parameters: {
            query?: {
                /** @description How many at most */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: next of the page before */
                cursor?: components["parameters"]["cursor"];
                /** @description Which words */
                variant?: components["parameters"]["variant"];
            };
            header?: {
                /** @description Which language, where there is one */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The language of the texts */
                    "Content-Language"?: string;
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstrumentList"];
                };
            };
            /** @description 400, 401, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    latestInstrument: {
        parameters: {
            query?: {
                /** @description Which words */
                variant?: components["parameters"]["variant"];
            };
            header?: {
                /** @description Which language, where there is one */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Its id, such as coproduction-ladder */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The language of the texts */
                    "Content-Language"?: string;
                    /** @description Changes when the body does */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instrument"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    instrumentVersion: {
        parameters: {
            query?: {
                /** @description Which words */
                variant?: components["parameters"]["variant"];
                /** @description In whose words a FHIR Questionnaire or a SurveyJS model asks. The JSON has both */
                voice?: "lived" | "learnt";
                /** @description surveyjs for a SurveyJS model, whatever else you accept */
                as?: "surveyjs";
            };
            header?: {
                /** @description Which language, where there is one */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Its id, such as coproduction-ladder */
                id: string;
                /** @description Its version, such as 0.8.0 */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The language of the texts */
                    "Content-Language"?: string;
                    /** @description Changes when the body does */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/fhir+json": Record<string, never>;
                    "application/json": components["schemas"]["Instrument"];
                    "application/vnd.surveyjs+json": Record<string, never>;
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    lookAtInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The invitation's key */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "key": "rung_i…"
                 *     }
                 */
                "application/json": components["schemas"]["LookRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Look"];
                };
            };
            /** @description 400, 401, 404, 406, 408, 413, 415, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    redeemInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send again for 24 hours */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The invitation's key */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "key": "rung_i…"
                 *     }
                 */
                "application/json": components["schemas"]["RedeemRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description true when it was started before */
                    "Idempotency-Replayed"?: string;
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Redeemed"];
                };
            };
            /** @description 400, 401, 404, 406, 408, 409, 413, 415, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description 400, 401, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    listOrganisations: {
        parameters: {
            query?: {
                /** @description How many at most */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: next of the page before */
                cursor?: components["parameters"]["cursor"];
                /** @description Only those changed at this time or later */
                updated_since?: string;
                /** @description Only those with this in their name, in capitals or not, with accents or without */
                name?: string;
                /** @description Only those with this identifier */
                identifier?: string;
                /** @description Only those that stand so */
                verification?: "unverified" | "verified" | "rejected" | "revoked";
                /** @description Only those with this reference */
                external_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationList"];
                };
            };
            /** @description 400, 401, 403, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    createOrganisation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send again for 24 hours */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description Only the name is needed */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "annual_income": 48000,
                 *       "country": "GB",
                 *       "identifiers": [
                 *         "GB-CHC-1234567"
                 *       ],
                 *       "led_by_lived_experience": true,
                 *       "name": "Riverside Carers",
                 *       "region": "TLD",
                 *       "sector": "D"
                 *     }
                 */
                "application/json": components["schemas"]["OrganisationRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description true when it was made before */
                    "Idempotency-Replayed"?: string;
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationCreated"];
                };
            };
            /** @description 400, 401, 403, 406, 408, 409, 413, 415, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    importOrganisations: {
        parameters: {
            query?: {
                /** @description Whether to check only, and make nothing */
                dry_run?: boolean;
            };
            header?: {
                /** @description Makes it safe to send again for 24 hours */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description A row for each organisation */
        requestBody: {
            content: {
                /** @example {"name": "Meadow Trust", "external_id": "crm-3"} */
                "application/x-ndjson": string;
                /**
                 * @example name,identifiers,external_id
                 *     Riverside Carers,GB-CHC-1234567,crm-1
                 *     Hilltop Club,,crm-2
                 */
                "text/csv": string;
            };
        };
        responses: {
            /** @description Checked, and nothing made */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationsImported"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    /** @description true when it was made before */
                    "Idempotency-Replayed"?: string;
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationsImported"];
                };
            };
            /** @description 400, 401, 403, 406, 408, 409, 413, 415, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showOrganisation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Names this state of it */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    deleteOrganisation: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag you read */
                "If-Match": components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is erased. What was kept of it may still lie in the files of the database, which the service goes on wiping */
            202: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            204: components["responses"]["NoContent"];
            /** @description 400, 401, 403, 404, 406, 412, 428, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    changeOrganisation: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag you read */
                "If-Match": components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        /** @description What changes */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "contact": null,
                 *       "region": "TLE"
                 *     }
                 */
                "application/json": components["schemas"]["OrganisationPatch"];
                /**
                 * @example {
                 *       "contact": null,
                 *       "region": "TLE"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["OrganisationPatch"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 408, 409, 412, 413, 415, 422, 428, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    createClaim: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send again for 24 hours */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The organisation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description true when it was made before */
                    "Idempotency-Replayed"?: string;
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimLink"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 409, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    exportOrganisation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description A name for the file */
                    "Content-Disposition"?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Export"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 409, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    listGrants: {
        parameters: {
            query?: {
                /** @description How many at most */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: next of the page before */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description The organisation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantList"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    createGrant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send again for 24 hours */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The organisation */
                id: string;
            };
            cookie?: never;
        };
        /** @description Whom, and until when */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "partner_id": "0198f1d2-6f7e-7c3a-9b1e-0f6f3f1c2a11"
                 *     }
                 */
                "application/json": components["schemas"]["GrantRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description true when it was made before */
                    "Idempotency-Replayed"?: string;
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grant"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 408, 409, 413, 415, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showGrant: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The organisation */
                id: string;
                /** @description The id of the grant */
                grant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Changes when the body does */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grant"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    revokeGrant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation */
                id: string;
                /** @description The id of the grant */
                grant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["NoContent"];
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    listOrganisationKeys: {
        parameters: {
            query?: {
                /** @description How many at most */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: next of the page before */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description The organisation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyList"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    createOrganisationKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send again for 24 hours */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The organisation */
                id: string;
            };
            cookie?: never;
        };
        /** @description Its name and end */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "access": "read",
                 *       "name": "Our website"
                 *     }
                 */
                "application/json": components["schemas"]["KeyRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description true when it was made before */
                    "Idempotency-Replayed"?: string;
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyCreated"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 408, 409, 413, 415, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showOrganisationKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The organisation */
                id: string;
                /** @description The id of the key */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Changes when the body does */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    revokeOrganisationKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation */
                id: string;
                /** @description The id of the key */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["NoContent"];
            /** @description 400, 401, 403, 404, 406, 409, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showPosition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation */
                id: string;
                /** @description The period */
                period: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Position"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showProgress: {
        parameters: {
            query?: {
                /** @description How many at most */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: next of the page before */
                cursor?: components["parameters"]["cursor"];
                /** @description Which words */
                variant?: components["parameters"]["variant"];
            };
            header?: {
                /** @description Which language, where there is one */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @description The organisation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgressList"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    listShares: {
        parameters: {
            query?: {
                /** @description How many at most */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: next of the page before */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description The organisation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShareList"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    createShare: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send again for 24 hours */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The organisation */
                id: string;
            };
            cookie?: never;
        };
        /** @description For what */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "programme_code": "7K3F-9QXD-2M5T",
                 *       "purpose": "programme",
                 *       "text_version": "2"
                 *     }
                 */
                "application/json": components["schemas"]["ShareRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description true when it was made before */
                    "Idempotency-Replayed"?: string;
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Share"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 408, 409, 413, 415, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showShare: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The organisation */
                id: string;
                /** @description The share */
                share: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Changes when the body does */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Share"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    withdrawShare: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation */
                id: string;
                /** @description The share */
                share: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["NoContent"];
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    previewShare: {
        parameters: {
            query?: {
                /** @description Which words, of what is ours to say */
                variant?: "standard" | "easy_read";
            };
            header?: {
                /** @description Which language, where there is one */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @description The organisation */
                id: string;
                /** @description The share */
                share: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    verifyOrganisation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        /** @description The decision */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "decision": "rejected",
                 *       "note": "The register has another name."
                 *     }
                 */
                "application/json": components["schemas"]["VerificationRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationDecided"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 408, 409, 413, 415, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    listPartners: {
        parameters: {
            query?: {
                /** @description How many at most */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: next of the page before */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountList"];
                };
            };
            /** @description 400, 401, 403, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    createPartner: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send again for 24 hours */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description Its name, and whom to ask */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Community Apps"
                 *     }
                 */
                "application/json": components["schemas"]["AccountRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description true when it was made before */
                    "Idempotency-Replayed"?: string;
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description 400, 401, 403, 406, 408, 409, 413, 415, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showPartner: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Names this state of it */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    deletePartner: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag you read */
                "If-Match": components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["NoContent"];
            /** @description 400, 401, 403, 404, 406, 412, 428, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    changePartner: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag you read */
                "If-Match": components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        /** @description What changes */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Community Apps and Data"
                 *     }
                 */
                "application/json": components["schemas"]["AccountPatch"];
                /**
                 * @example {
                 *       "name": "Community Apps and Data"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["AccountPatch"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 408, 412, 413, 415, 422, 428, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    listPartnerKeys: {
        parameters: {
            query?: {
                /** @description How many at most */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: next of the page before */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description The partner */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyList"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    createPartnerKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send again for 24 hours */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The partner */
                id: string;
            };
            cookie?: never;
        };
        /** @description Its name and end */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "access": "read",
                 *       "name": "Our website"
                 *     }
                 */
                "application/json": components["schemas"]["KeyRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description true when it was made before */
                    "Idempotency-Replayed"?: string;
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyCreated"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 408, 409, 413, 415, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showPartnerKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The partner */
                id: string;
                /** @description The id of the key */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Changes when the body does */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    revokePartnerKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The partner */
                id: string;
                /** @description The id of the key */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["NoContent"];
            /** @description 400, 401, 403, 404, 406, 409, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    listPeriods: {
        parameters: {
            query?: {
                /** @description How many at most */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: next of the page before */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeriodList"];
                };
            };
            /** @description 400, 401, 403, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    createPeriod: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send again for 24 hours */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description Its name and times */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "closes_at": "2032-01-01T00:00:00Z",
                 *       "freeze_at": "2032-03-01T00:00:00Z",
                 *       "opens_at": "2031-01-01T00:00:00Z",
                 *       "period": "2031"
                 *     }
                 */
                "application/json": components["schemas"]["PeriodRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description true when it was made before */
                    "Idempotency-Replayed"?: string;
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Period"];
                };
            };
            /** @description 400, 401, 403, 406, 408, 409, 413, 415, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showPeriod: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its name */
                period: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Period"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    freezePeriod: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its name */
                period: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Period"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 409, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The join code */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Offer"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    listProgrammes: {
        parameters: {
            query?: {
                /** @description How many at most */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: next of the page before */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgrammeList"];
                };
            };
            /** @description 400, 401, 403, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    createProgramme: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send again for 24 hours */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description What is compared, and when */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "instrument": "coproduction-ladder",
                 *       "name": "Community grants",
                 *       "periods": [
                 *         "2031"
                 *       ],
                 *       "scope": "service"
                 *     }
                 */
                "application/json": components["schemas"]["ProgrammeRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description true when it was made before */
                    "Idempotency-Replayed"?: string;
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Programme"];
                };
            };
            /** @description 400, 401, 403, 406, 408, 409, 413, 415, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showProgramme: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Programme"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    listNamed: {
        parameters: {
            query?: {
                /** @description How many at most */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: next of the page before */
                cursor?: components["parameters"]["cursor"];
                /** @description Which words */
                variant?: components["parameters"]["variant"];
            };
            header?: {
                /** @description Which language, where there is one */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @description The programme */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NamedList"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 409, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showNamed: {
        parameters: {
            query?: {
                /** @description Which words */
                variant?: components["parameters"]["variant"];
            };
            header?: {
                /** @description Which language, where there is one */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path: {
                /** @description The programme */
                id: string;
                /** @description The share, as an event names it */
                share: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NamedResult"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 409, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The programme */
                id: string;
                /** @description The period */
                period: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showRelease: {
        parameters: {
            query?: {
                /** @description 1 for a table that Excel opens with all letters right */
                bom?: components["parameters"]["bom"];
            };
            header?: {
                /** @description Which language of a picture, where there is one */
                "Accept-Language"?: string;
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The programme */
                id: string;
                /** @description The period */
                period: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The digest of the bytes */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Release"];
                    "image/svg+xml": string;
                    "text/csv": string;
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 403, 404, 406, 409, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    streamResults: {
        parameters: {
            query?: {
                /** @description Only those closed at this time or later */
                closed_since?: string;
                /** @description Only this organisation's */
                organisation_id?: string;
                /** @description Which words */
                variant?: components["parameters"]["variant"];
                /** @description 1 for a table that Excel opens with all letters right */
                bom?: components["parameters"]["bom"];
            };
            header?: {
                /** @description Which language, where there is one */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description A name for the file */
                    "Content-Disposition"?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            /** @description 400, 401, 403, 406, 409, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    score: {
        parameters: {
            query?: {
                /** @description Which words */
                variant?: components["parameters"]["variant"];
            };
            header?: {
                /** @description Which language, where there is one */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 8 MiB and 10,000 responses */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "responses": [
                 *         {
                 *           "answers": {
                 *             "equality-culture": "6",
                 *             "equality-structure": "dont_know"
                 *           },
                 *           "people": 9,
                 *           "voice": "learnt"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ScoreRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The language of the texts */
                    "Content-Language"?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Result"];
                };
            };
            /** @description 400, 401, 406, 408, 413, 415, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    shareTexts: {
        parameters: {
            query?: {
                /** @description Which words */
                variant?: components["parameters"]["variant"];
            };
            header?: {
                /** @description Which language, where there is one */
                "Accept-Language"?: components["parameters"]["Accept-Language"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShareTexts"];
                };
            };
            /** @description 400, 401, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                /** @description How many at most */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: next of the page before */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookList"];
                };
            };
            /** @description 400, 401, 403, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it safe to send again for 24 hours */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description Where to, and what */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "types": [
                 *         "assessment.closed"
                 *       ],
                 *       "url": "https://example.org/hooks"
                 *     }
                 */
                "application/json": components["schemas"]["WebhookRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description true when it was made before */
                    "Idempotency-Replayed"?: string;
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            /** @description 400, 401, 403, 406, 408, 409, 413, 415, 422, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    showWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag you have: 304 comes when nothing has changed */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Names this state of it */
                    ETag?: string;
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            304: components["responses"]["NotModified"];
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag you read */
                "If-Match": components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: components["responses"]["NoContent"];
            /** @description 400, 401, 403, 404, 406, 412, 428, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag you read */
                "If-Match": components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        /** @description What changes */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "state": "active"
                 *     }
                 */
                "application/json": components["schemas"]["WebhookPatch"];
                /**
                 * @example {
                 *       "state": "active"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["WebhookPatch"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 408, 412, 413, 415, 422, 428, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description How many at most */
                limit?: components["parameters"]["limit"];
                /** @description Where to go on: next of the page before */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description The webhook */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Link: components["headers"]["Link"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryList"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    resendDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The webhook */
                id: string;
                /** @description The delivery */
                delivery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    rotateWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The webhook */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description 400, 401, 403, 404, 406, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
    version: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            /** @description 401, 429, 500, 503 */
            default: components["responses"]["Problem"];
        };
    };
}
