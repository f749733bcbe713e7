// Generated from the API reference by `npm run openapi`.

export interface paths {
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign an operator in */
        post: operations["Session_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new pair for a refresh token, once */
        post: operations["Session_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the session */
        post: operations["Session_logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Test what a token with these restrictions could call here */
        post: operations["AccessTest_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys/{id}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what became of a token, and why it was refused; newest first */
        get: operations["ApiKeyAudit_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List tokens, newest first */
        get: operations["ApiKey_list"];
        put?: never;
        /** Issue a token: shown this once */
        post: operations["ApiKey_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys/revoke-many": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revoke all tokens, of an owner, or issued before an instant: for an emergency */
        post: operations["ApiKey_revokeMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what is known of a token */
        get: operations["ApiKey_fetch"];
        put?: never;
        post?: never;
        /** Delete a token, for good */
        delete: operations["ApiKey_remove"];
        options?: never;
        head?: never;
        /** Change a token; is_active false revokes it, true restores it */
        patch: operations["ApiKey_update"];
        trace?: never;
    };
    "/api/api-keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a token a new secret, shown this once; the old one may go on for a grace */
        post: operations["ApiKey_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take over tokens of another system, by their SHA-256 (admin) */
        post: operations["Import_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/team": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List operators, newest first (admin) */
        get: operations["Team_list"];
        put?: never;
        /** Add an operator (admin) */
        post: operations["Team_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/team/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Have an operator leave for good; their tokens go by the workspace’s policy (admin) */
        delete: operations["Team_remove"];
        options?: never;
        head?: never;
        /** Change what an operator may do, or whether at all (admin) */
        patch: operations["Team_update"];
        trace?: never;
    };
    "/api/workspace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what holds for all tokens */
        get: operations["Workspace_fetch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change what holds for all tokens (admin) */
        patch: operations["Workspace_update"];
        trace?: never;
    };
    "/api/v1/{workspace}/token/self": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I, and what may I do */
        get: operations["Self_self_in_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/token/self": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I, and what may I do */
        get: operations["Self_self"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/api-keys/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the templates that a token can be issued from */
        get: operations["TokenTemplate_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/contacts/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create contacts from CSV
         * @description The body is CSV (RFC 4180, UTF-8, at most 64 MB), read as it arrives. Its first line names the
         *     fields, as in `POST contacts`: `firstname` and `phone`, and any of the others. `tags` and `group_ids` are separated
         *     by `;`; `custom_fields` is a JSON object, and `custom_fields.plan` one of its keys. An empty cell says nothing of its
         *     field. `id`, `created_at` and `updated_at`, as an export has them, are read and not used; an apostrophe before what
         *     looks like a formula is taken away.
         *
         *     Lines are written two hundred at a time, and those that are refused are reported. 422, and a connection that breaks, leave
         *     what was written: mend the file and send it again with `on_duplicate=skip`.
         */
        post: operations["ContactImport_import_in_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create contacts from CSV
         * @description The body is CSV (RFC 4180, UTF-8, at most 64 MB), read as it arrives. Its first line names the
         *     fields, as in `POST contacts`: `firstname` and `phone`, and any of the others. `tags` and `group_ids` are separated
         *     by `;`; `custom_fields` is a JSON object, and `custom_fields.plan` one of its keys. An empty cell says nothing of its
         *     field. `id`, `created_at` and `updated_at`, as an export has them, are read and not used; an apostrophe before what
         *     looks like a formula is taken away.
         *
         *     Lines are written two hundred at a time, and those that are refused are reported. 422, and a connection that breaks, leave
         *     what was written: mend the file and send it again with `on_duplicate=skip`.
         */
        post: operations["ContactImport_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/contacts/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read all contacts as one file
         * @description All contacts that the filters leave, the oldest first, as CSV (RFC 4180) or as JSON Lines. What
         *     is exported can be imported. A text that looks like a formula has an apostrophe before it in CSV, which an import takes
         *     away. A file that could not be read to its end breaks the connection: what ends well is whole.
         */
        get: operations["ContactExport_export_in_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read all contacts as one file
         * @description All contacts that the filters leave, the oldest first, as CSV (RFC 4180) or as JSON Lines. What
         *     is exported can be imported. A text that looks like a formula has an apostrophe before it in CSV, which an import takes
         *     away. A file that could not be read to its end breaks the connection: what ends well is whole.
         */
        get: operations["ContactExport_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List contacts, page by page */
        get: operations["Contact_list_in_workspace"];
        put?: never;
        /** Create a contact */
        post: operations["Contact_create_in_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List contacts, page by page */
        get: operations["Contact_list"];
        put?: never;
        /** Create a contact */
        post: operations["Contact_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a contact */
        get: operations["Contact_fetch_in_workspace"];
        put?: never;
        post?: never;
        /** Delete a contact */
        delete: operations["Contact_remove_in_workspace"];
        options?: never;
        head?: never;
        /** Change some fields of a contact */
        patch: operations["Contact_update_in_workspace"];
        trace?: never;
    };
    "/api/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a contact */
        get: operations["Contact_fetch"];
        put?: never;
        post?: never;
        /** Delete a contact */
        delete: operations["Contact_remove"];
        options?: never;
        head?: never;
        /** Change some fields of a contact */
        patch: operations["Contact_update"];
        trace?: never;
    };
    "/api/v1/{workspace}/statuses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List statuses, page by page */
        get: operations["Status_list_in_workspace"];
        put?: never;
        /** Add to the statuses */
        post: operations["Status_create_in_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statuses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List statuses, page by page */
        get: operations["Status_list"];
        put?: never;
        /** Add to the statuses */
        post: operations["Status_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/statuses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one of the statuses */
        get: operations["Status_fetch_in_workspace"];
        put?: never;
        post?: never;
        /** Delete one of the statuses */
        delete: operations["Status_remove_in_workspace"];
        options?: never;
        head?: never;
        /** Change some fields of one of the statuses */
        patch: operations["Status_update_in_workspace"];
        trace?: never;
    };
    "/api/statuses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one of the statuses */
        get: operations["Status_fetch"];
        put?: never;
        post?: never;
        /** Delete one of the statuses */
        delete: operations["Status_remove"];
        options?: never;
        head?: never;
        /** Change some fields of one of the statuses */
        patch: operations["Status_update"];
        trace?: never;
    };
    "/api/v1/{workspace}/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sources, page by page */
        get: operations["Source_list_in_workspace"];
        put?: never;
        /** Add to the sources */
        post: operations["Source_create_in_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sources, page by page */
        get: operations["Source_list"];
        put?: never;
        /** Add to the sources */
        post: operations["Source_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/sources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one of the sources */
        get: operations["Source_fetch_in_workspace"];
        put?: never;
        post?: never;
        /** Delete one of the sources */
        delete: operations["Source_remove_in_workspace"];
        options?: never;
        head?: never;
        /** Change some fields of one of the sources */
        patch: operations["Source_update_in_workspace"];
        trace?: never;
    };
    "/api/sources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one of the sources */
        get: operations["Source_fetch"];
        put?: never;
        post?: never;
        /** Delete one of the sources */
        delete: operations["Source_remove"];
        options?: never;
        head?: never;
        /** Change some fields of one of the sources */
        patch: operations["Source_update"];
        trace?: never;
    };
    "/api/v1/{workspace}/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List groups, page by page */
        get: operations["Group_list_in_workspace"];
        put?: never;
        /** Add to the groups */
        post: operations["Group_create_in_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List groups, page by page */
        get: operations["Group_list"];
        put?: never;
        /** Add to the groups */
        post: operations["Group_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one of the groups */
        get: operations["Group_fetch_in_workspace"];
        put?: never;
        post?: never;
        /** Delete one of the groups */
        delete: operations["Group_remove_in_workspace"];
        options?: never;
        head?: never;
        /** Change some fields of one of the groups */
        patch: operations["Group_update_in_workspace"];
        trace?: never;
    };
    "/api/groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one of the groups */
        get: operations["Group_fetch"];
        put?: never;
        post?: never;
        /** Delete one of the groups */
        delete: operations["Group_remove"];
        options?: never;
        head?: never;
        /** Change some fields of one of the groups */
        patch: operations["Group_update"];
        trace?: never;
    };
    "/api/v1/{workspace}/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List templates, page by page */
        get: operations["Template_list_in_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List templates, page by page */
        get: operations["Template_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/templates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one of the templates */
        get: operations["Template_fetch_in_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one of the templates */
        get: operations["Template_fetch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/templatebots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List template bots, page by page */
        get: operations["TemplateBot_list_in_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templatebots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List template bots, page by page */
        get: operations["TemplateBot_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/templatebots/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one of the template bots */
        get: operations["TemplateBot_fetch_in_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templatebots/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one of the template bots */
        get: operations["TemplateBot_fetch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/messagebots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List message bots, page by page */
        get: operations["MessageBot_list_in_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messagebots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List message bots, page by page */
        get: operations["MessageBot_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/messagebots/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one of the message bots */
        get: operations["MessageBot_fetch_in_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messagebots/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one of the message bots */
        get: operations["MessageBot_fetch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/messages/media/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file that messages can name
         * @description One part named `file`. Images up to 5 MB, audio and video 16 MB, documents as large as the deployment takes (16 MB).
         */
        post: operations["Media_upload_in_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/media/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file that messages can name
         * @description One part named `file`. Images up to 5 MB, audio and video 16 MB, documents as large as the deployment takes (16 MB).
         */
        post: operations["Media_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/messages/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a text */
        post: operations["Message_send_in_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a text */
        post: operations["Message_send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/messages/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a template, filled in */
        post: operations["Message_sendTemplate_in_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a template, filled in */
        post: operations["Message_sendTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/messages/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send an image, a video, a sound or a document */
        post: operations["Message_sendMedia_in_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send an image, a video, a sound or a document */
        post: operations["Message_sendMedia"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/messages/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell whether a message can be sent to a phone number, and its E.164 form */
        post: operations["Message_validatePhone_in_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell whether a message can be sent to a phone number, and its E.164 form */
        post: operations["Message_validatePhone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was sent, and what became of it, page by page */
        get: operations["Message_list_in_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was sent, and what became of it, page by page */
        get: operations["Message_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell what became of a message */
        get: operations["Message_status_in_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell what became of a message */
        get: operations["Message_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/whatsapp/number": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell which WhatsApp number messages are sent from */
        get: operations["WhatsAppNumber_fetch_in_workspace"];
        /** Send messages from this WhatsApp number */
        put: operations["WhatsAppNumber_set_in_workspace"];
        post?: never;
        /** Send nothing over WhatsApp any more */
        delete: operations["WhatsAppNumber_remove_in_workspace"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/whatsapp/number": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell which WhatsApp number messages are sent from */
        get: operations["WhatsAppNumber_fetch"];
        /** Send messages from this WhatsApp number */
        put: operations["WhatsAppNumber_set"];
        post?: never;
        /** Send nothing over WhatsApp any more */
        delete: operations["WhatsAppNumber_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/providers/whatsapp/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** For Meta, when the webhook is set up: answers the challenge */
        get: operations["WhatsAppWebhook_verify"];
        put?: never;
        /** For Meta: what became of messages, and messages that came in */
        post: operations["WhatsAppWebhook_take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List conversations, page by page; those with the latest messages first */
        get: operations["Conversation_list_in_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List conversations, page by page; those with the latest messages first */
        get: operations["Conversation_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a conversation */
        get: operations["Conversation_fetch_in_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Assign a conversation to an operator, close it or open it again */
        patch: operations["Conversation_update_in_workspace"];
        trace?: never;
    };
    "/api/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a conversation */
        get: operations["Conversation_fetch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Assign a conversation to an operator, close it or open it again */
        patch: operations["Conversation_update"];
        trace?: never;
    };
    "/api/v1/{workspace}/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the messages of a conversation, page by page; the newest first */
        get: operations["Conversation_messages_in_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the messages of a conversation, page by page; the newest first */
        get: operations["Conversation_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/conversations/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that all messages of a conversation were read */
        post: operations["Conversation_read_in_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/conversations/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that all messages of a conversation were read */
        post: operations["Conversation_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/pipelines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List pipelines with their stages, page by page; a workspace that has none gets one */
        get: operations["Pipeline_list_in_workspace"];
        put?: never;
        /** Create a pipeline with its stages */
        post: operations["Pipeline_create_in_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pipelines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List pipelines with their stages, page by page; a workspace that has none gets one */
        get: operations["Pipeline_list"];
        put?: never;
        /** Create a pipeline with its stages */
        post: operations["Pipeline_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/pipelines/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a pipeline */
        get: operations["Pipeline_fetch_in_workspace"];
        put?: never;
        post?: never;
        /** Delete a pipeline without deals */
        delete: operations["Pipeline_remove_in_workspace"];
        options?: never;
        head?: never;
        /** Rename a pipeline, or arrange its stages: add, rename, reorder and delete some */
        patch: operations["Pipeline_update_in_workspace"];
        trace?: never;
    };
    "/api/pipelines/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a pipeline */
        get: operations["Pipeline_fetch"];
        put?: never;
        post?: never;
        /** Delete a pipeline without deals */
        delete: operations["Pipeline_remove"];
        options?: never;
        head?: never;
        /** Rename a pipeline, or arrange its stages: add, rename, reorder and delete some */
        patch: operations["Pipeline_update"];
        trace?: never;
    };
    "/api/v1/{workspace}/deals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List deals, page by page */
        get: operations["Deal_list_in_workspace"];
        put?: never;
        /** Create a deal */
        post: operations["Deal_create_in_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List deals, page by page */
        get: operations["Deal_list"];
        put?: never;
        /** Create a deal */
        post: operations["Deal_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/deals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a deal */
        get: operations["Deal_fetch_in_workspace"];
        put?: never;
        post?: never;
        /** Delete a deal */
        delete: operations["Deal_remove_in_workspace"];
        options?: never;
        head?: never;
        /** Change some fields of a deal; with `stage_id`, move it */
        patch: operations["Deal_update_in_workspace"];
        trace?: never;
    };
    "/api/deals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a deal */
        get: operations["Deal_fetch"];
        put?: never;
        post?: never;
        /** Delete a deal */
        delete: operations["Deal_remove"];
        options?: never;
        head?: never;
        /** Change some fields of a deal; with `stage_id`, move it */
        patch: operations["Deal_update"];
        trace?: never;
    };
    "/api/v1/{workspace}/reports/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count the messages of each day, by the status that they have now */
        get: operations["Report_messages_in_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count the messages of each day, by the status that they have now */
        get: operations["Report_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/reports/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count the contacts that were created on each day, by what they are now */
        get: operations["Report_contacts_in_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count the contacts that were created on each day, by what they are now */
        get: operations["Report_contacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/reports/api-usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell how often tokens used the API, by day and by token */
        get: operations["Report_usage_in_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/api-usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell how often tokens used the API, by day and by token */
        get: operations["Report_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/bot/{botId}/session/create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin a session with a bot */
        post: operations["Bot_createSession_in_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bot/{botId}/session/create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin a session with a bot */
        post: operations["Bot_createSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/bot/{botId}/usage/fetch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell how often a bot was used, and when last */
        get: operations["Bot_usage_in_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/bot/{botId}/usage/fetch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell how often a bot was used, and when last */
        get: operations["Bot_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List webhooks, page by page */
        get: operations["Webhook_list_in_workspace"];
        put?: never;
        /** Create a webhook, and be shown its secret, once */
        post: operations["Webhook_create_in_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List webhooks, page by page */
        get: operations["Webhook_list"];
        put?: never;
        /** Create a webhook, and be shown its secret, once */
        post: operations["Webhook_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a webhook */
        get: operations["Webhook_fetch_in_workspace"];
        put?: never;
        post?: never;
        /** Delete a webhook; what is on its way is canceled */
        delete: operations["Webhook_remove_in_workspace"];
        options?: never;
        head?: never;
        /** Change some fields of a webhook; one that was deactivated is activated again */
        patch: operations["Webhook_update_in_workspace"];
        trace?: never;
    };
    "/api/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a webhook */
        get: operations["Webhook_fetch"];
        put?: never;
        post?: never;
        /** Delete a webhook; what is on its way is canceled */
        delete: operations["Webhook_remove"];
        options?: never;
        head?: never;
        /** Change some fields of a webhook; one that was deactivated is activated again */
        patch: operations["Webhook_update"];
        trace?: never;
    };
    "/api/v1/{workspace}/webhooks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get a new secret, shown once; the one before signs too for 24 hours */
        post: operations["Webhook_rotateSecret_in_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get a new secret, shown once; the one before signs too for 24 hours */
        post: operations["Webhook_rotateSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a webhook.test event to this webhook alone; its delivery tells what came of it */
        post: operations["Delivery_test_in_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a webhook.test event to this webhook alone; its delivery tells what came of it */
        post: operations["Delivery_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was sent to a webhook, page by page */
        get: operations["Delivery_list_in_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was sent to a webhook, page by page */
        get: operations["Delivery_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/webhooks/{id}/deliveries/{deliveryId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what was sent, every attempt, and how each was answered */
        get: operations["Delivery_fetch_in_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/deliveries/{deliveryId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what was sent, every attempt, and how each was answered */
        get: operations["Delivery_fetch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/webhooks/{id}/deliveries/{deliveryId}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send it once more, under its webhook-id */
        post: operations["Delivery_redeliver_in_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/deliveries/{deliveryId}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send it once more, under its webhook-id */
        post: operations["Delivery_redeliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{workspace}/webhooks/{id}/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send once more what was given up since an instant, a thousand at a time */
        post: operations["Delivery_recover_in_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send once more what was given up since an instant, a thousand at a time */
        post: operations["Delivery_recover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Does the process run */
        get: operations["Health_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Can it serve: are PostgreSQL, Redis and auth there */
        get: operations["Health_ready"];
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
        SessionTokensDto: {
            /** @description A JWT, sent as `Authorization: Bearer`. */
            access_token: string;
            refresh_token: string;
            /**
             * @description Seconds.
             * @example 900
             */
            expires_in: number;
        };
        LoginDto: {
            /** @example operator@acme.test */
            email: string;
            /** Format: password */
            password: string;
        };
        RefreshDto: {
            /** @description Good for one use: the answer brings the next one. */
            refresh_token: string;
        };
        TestedEndpointDto: {
            /** @example GET */
            method: string;
            /**
             * @example [
             *       "/api/v1/{workspace}/contacts",
             *       "/api/contacts"
             *     ]
             */
            paths: string[];
            /**
             * @description What a token’s routes are matched with; null: no token is restricted to it by routes.
             * @example contacts/list
             */
            action_path: string | null;
            /** @description For some ids at least: see `only`. */
            allowed: boolean;
            /**
             * @description Where it depends on the ids: with those that the routes name, one for each route; with others the route is not allowed. null: whatever they are.
             * @example null
             */
            only: string[] | null;
            /** @description It changes something: its method is not GET. */
            writes: boolean;
            /**
             * @description The message of the 403; null when it is allowed.
             * @example null
             */
            refusal: string | null;
        };
        TestedAccessDto: {
            /** @description Every endpoint of this service. */
            endpoints: components["schemas"]["TestedEndpointDto"][];
            /**
             * @description Routes that cover nothing here.
             * @example []
             */
            unused_routes: string[];
        };
        TestAccessDto: {
            /** @description null or absent: no restriction; `[]`: nothing allowed. */
            abilities?: ("contacts.create" | "contacts.read" | "contacts.update" | "contacts.delete" | "statuses.create" | "statuses.read" | "statuses.update" | "statuses.delete" | "sources.create" | "sources.read" | "sources.update" | "sources.delete" | "groups.create" | "groups.read" | "groups.update" | "groups.delete" | "templates.read" | "templatebots.read" | "messagebots.read" | "messages.send")[] | null;
            /**
             * @description Globs over action paths (`x-action-path`): a segment is a literal, `*` (one) or `**` (any number). null or absent: no restriction; `[]`: nothing allowed.
             * @example [
             *       "contacts/list",
             *       "contacts/*\/fetch"
             *     ]
             */
            allowed_routes?: string[] | null;
            /**
             * @description Sets `allowed_routes` as a template has them (`GET /api/api-keys/templates`). Not together with `allowed_routes`.
             * @enum {string}
             */
            template?: "full-access" | "read-only-access" | "conversation-access" | "bot-management" | "dataset-management" | "skillset-management" | "integration-management" | "file-management" | "analytics-only" | "bot-session-create";
            /** @description A text for each placeholder of the template: `{"botId":"clx1abc2def3ghi4jkl"}`. */
            template_parameters?: {
                [key: string]: string;
            };
            /** @description Its owner’s; by default your own. */
            permissions?: ("contacts.write" | "conversations.read" | "messages.send" | "crm.access" | "reports.view" | "admin")[];
        };
        AuditEntryDto: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            at: string;
            /**
             * @description `token.refused` says in `detail.reason` why its bearer was answered 401.
             * @example token.refused
             */
            action: string;
            /**
             * Format: uuid
             * @description The operator who did it.
             */
            actor_id: string | null;
            /**
             * @example {
             *       "reason": "expired"
             *     }
             */
            detail: {
                [key: string]: unknown;
            };
        };
        RateLimitDto: {
            /** @example 60 */
            limit: number;
            /**
             * @example 1m
             * @enum {string}
             */
            window: "1s" | "10s" | "1m" | "1h" | "1d";
        };
        SupersededSecretDto: {
            key_prefix: string;
            /** Format: date-time */
            superseded_at: string;
            grace_seconds: number;
            /**
             * Format: date-time
             * @description Sooner, as soon as the new secret is used.
             */
            until: string;
            /** Format: date-time */
            last_used_at: string | null;
            /** @description Requests since it was superseded. */
            requests: number;
        };
        ApiKeyDto: {
            /** Format: uuid */
            id: string;
            name: string;
            /**
             * @description The eight characters after the prefix; of an imported token what its import says.
             * @example a1b2c3d4
             */
            key_prefix: string;
            /** Format: date-time */
            last_used_at: string | null;
            /** Format: date-time */
            expires_at: string | null;
            is_active: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /**
             * @description Of an imported token: the format that a rotation gives it.
             * @example apitk
             */
            profile: string;
            abilities: ("contacts.create" | "contacts.read" | "contacts.update" | "contacts.delete" | "statuses.create" | "statuses.read" | "statuses.update" | "statuses.delete" | "sources.create" | "sources.read" | "sources.update" | "sources.delete" | "groups.create" | "groups.read" | "groups.update" | "groups.delete" | "templates.read" | "templatebots.read" | "messagebots.read" | "messages.send")[] | null;
            allowed_routes: string[] | null;
            /** @description null: the workspace’s. */
            rate_limits: components["schemas"]["RateLimitDto"][] | null;
            /** @description null: no quota. */
            monthly_quota: number | null;
            /** Format: uuid */
            owner_id: string;
            /**
             * Format: date-time
             * @description When it was sent over plain HTTP, where anybody on the way could read it: rotate it.
             * @example null
             */
            exposed_at: string | null;
            /** @description Still good beside the token’s own. */
            superseded_secrets: components["schemas"]["SupersededSecretDto"][];
        };
        IssuedApiKeyDto: {
            /** Format: uuid */
            id: string;
            name: string;
            /**
             * @description The eight characters after the prefix; of an imported token what its import says.
             * @example a1b2c3d4
             */
            key_prefix: string;
            /** Format: date-time */
            last_used_at: string | null;
            /** Format: date-time */
            expires_at: string | null;
            is_active: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /**
             * @description Of an imported token: the format that a rotation gives it.
             * @example apitk
             */
            profile: string;
            abilities: ("contacts.create" | "contacts.read" | "contacts.update" | "contacts.delete" | "statuses.create" | "statuses.read" | "statuses.update" | "statuses.delete" | "sources.create" | "sources.read" | "sources.update" | "sources.delete" | "groups.create" | "groups.read" | "groups.update" | "groups.delete" | "templates.read" | "templatebots.read" | "messagebots.read" | "messages.send")[] | null;
            allowed_routes: string[] | null;
            /** @description null: the workspace’s. */
            rate_limits: components["schemas"]["RateLimitDto"][] | null;
            /** @description null: no quota. */
            monthly_quota: number | null;
            /** Format: uuid */
            owner_id: string;
            /**
             * Format: date-time
             * @description When it was sent over plain HTTP, where anybody on the way could read it: rotate it.
             * @example null
             */
            exposed_at: string | null;
            /** @description Still good beside the token’s own. */
            superseded_secrets: components["schemas"]["SupersededSecretDto"][];
            /** @description The token itself: shown this once, stored nowhere. */
            key: string;
            /**
             * @description What could be better; nothing is refused for it.
             * @example [
             *       "Say where it is used, as in: Production Website Integration"
             *     ]
             */
            advice: string[];
        };
        CreateApiKeyDto: {
            /** @example Production Integration */
            name: string;
            /**
             * @description A format profile; by default the workspace’s own.
             * @example apitk
             */
            profile?: string;
            /** @description null or absent: no restriction; `[]`: nothing allowed. */
            abilities?: ("contacts.create" | "contacts.read" | "contacts.update" | "contacts.delete" | "statuses.create" | "statuses.read" | "statuses.update" | "statuses.delete" | "sources.create" | "sources.read" | "sources.update" | "sources.delete" | "groups.create" | "groups.read" | "groups.update" | "groups.delete" | "templates.read" | "templatebots.read" | "messagebots.read" | "messages.send")[] | null;
            /**
             * @description Globs over action paths (`x-action-path`): a segment is a literal, `*` (one) or `**` (any number). null or absent: no restriction; `[]`: nothing allowed.
             * @example [
             *       "contacts/list",
             *       "contacts/*\/fetch"
             *     ]
             */
            allowed_routes?: string[] | null;
            /** @description At most one a window. null or absent: the workspace’s; `[]`: none. */
            rate_limits?: components["schemas"]["RateLimitDto"][] | null;
            /**
             * @description Requests in a calendar month in UTC. null or absent: no quota.
             * @example 10000
             */
            monthly_quota?: number | null;
            /**
             * Format: date-time
             * @description null or absent: never.
             * @example 2027-12-31T23:59:59Z
             */
            expires_at?: string | null;
            /** @default true */
            is_active?: boolean;
            /**
             * @description Sets `allowed_routes` as a template has them (`GET /api/api-keys/templates`). Not together with `allowed_routes`.
             * @enum {string}
             */
            template?: "full-access" | "read-only-access" | "conversation-access" | "bot-management" | "dataset-management" | "skillset-management" | "integration-management" | "file-management" | "analytics-only" | "bot-session-create";
            /** @description A text for each placeholder of the template: `{"botId":"clx1abc2def3ghi4jkl"}`. */
            template_parameters?: {
                [key: string]: string;
            };
        };
        RevokedManyDto: {
            /** @description How many were active until then. */
            revoked: number;
        };
        RevokeManyDto: {
            /**
             * Format: uuid
             * @description Absent: everybody’s (admin).
             */
            owner_id?: string;
            /**
             * Format: date-time
             * @description Absent: whenever they were issued.
             */
            created_before?: string;
            /** @description For the audit. */
            reason?: string;
        };
        UpdateApiKeyDto: {
            name?: string;
            /** @description null or absent: no restriction; `[]`: nothing allowed. */
            abilities?: ("contacts.create" | "contacts.read" | "contacts.update" | "contacts.delete" | "statuses.create" | "statuses.read" | "statuses.update" | "statuses.delete" | "sources.create" | "sources.read" | "sources.update" | "sources.delete" | "groups.create" | "groups.read" | "groups.update" | "groups.delete" | "templates.read" | "templatebots.read" | "messagebots.read" | "messages.send")[] | null;
            /**
             * @description Globs over action paths (`x-action-path`): a segment is a literal, `*` (one) or `**` (any number). null or absent: no restriction; `[]`: nothing allowed.
             * @example [
             *       "contacts/list",
             *       "contacts/*\/fetch"
             *     ]
             */
            allowed_routes?: string[] | null;
            /** @description At most one a window. null or absent: the workspace’s; `[]`: none. */
            rate_limits?: components["schemas"]["RateLimitDto"][] | null;
            /**
             * @description Requests in a calendar month in UTC. null or absent: no quota.
             * @example 10000
             */
            monthly_quota?: number | null;
            /**
             * Format: date-time
             * @description null or absent: never.
             * @example 2027-12-31T23:59:59Z
             */
            expires_at?: string | null;
            /** @description false revokes, true restores. */
            is_active?: boolean;
            /**
             * Format: uuid
             * @description Transfers it to another active operator of the workspace (admin).
             */
            owner_id?: string;
        };
        CreatedApiKeyDto: {
            /** Format: uuid */
            id: string;
            name: string;
            /**
             * @description The eight characters after the prefix; of an imported token what its import says.
             * @example a1b2c3d4
             */
            key_prefix: string;
            /** Format: date-time */
            last_used_at: string | null;
            /** Format: date-time */
            expires_at: string | null;
            is_active: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /**
             * @description Of an imported token: the format that a rotation gives it.
             * @example apitk
             */
            profile: string;
            abilities: ("contacts.create" | "contacts.read" | "contacts.update" | "contacts.delete" | "statuses.create" | "statuses.read" | "statuses.update" | "statuses.delete" | "sources.create" | "sources.read" | "sources.update" | "sources.delete" | "groups.create" | "groups.read" | "groups.update" | "groups.delete" | "templates.read" | "templatebots.read" | "messagebots.read" | "messages.send")[] | null;
            allowed_routes: string[] | null;
            /** @description null: the workspace’s. */
            rate_limits: components["schemas"]["RateLimitDto"][] | null;
            /** @description null: no quota. */
            monthly_quota: number | null;
            /** Format: uuid */
            owner_id: string;
            /**
             * Format: date-time
             * @description When it was sent over plain HTTP, where anybody on the way could read it: rotate it.
             * @example null
             */
            exposed_at: string | null;
            /** @description Still good beside the token’s own. */
            superseded_secrets: components["schemas"]["SupersededSecretDto"][];
            /** @description The token itself: shown this once, stored nowhere. */
            key: string;
        };
        RotateApiKeyDto: {
            /**
             * @description Seconds for which the old secret goes on after the new one’s first use, and at most for 30 days. 0: it is dead when this is answered.
             * @default 0
             */
            grace_seconds?: number;
        };
        ImportedApiKeyDto: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @example shop_3mJr */
            key_prefix: string;
            /** Format: uuid */
            owner_id: string;
        };
        ImportedApiKeysDto: {
            /** @description In the order of the request. */
            tokens: components["schemas"]["ImportedApiKeyDto"][];
        };
        ImportedRowDto: {
            /**
             * @description SHA-256 of what `of` says, in hexadecimal. Not the token.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            sha256: string;
            /**
             * @description What was hashed: the whole token, or what stands behind `<digits>|`. One of the workspace’s `token_shapes` must say the same.
             * @enum {string}
             */
            of: "whole" | "after-pipe";
            /**
             * @description Shown as `key_prefix`: as much of the token as its holder knows it by.
             * @example shop_3mJr
             */
            display: string;
            /** @example Production Integration */
            name: string;
            /**
             * Format: uuid
             * @description An active operator; by default you.
             */
            owner_id?: string;
            /** @description null or absent: no restriction; `[]`: nothing allowed. */
            abilities?: ("contacts.create" | "contacts.read" | "contacts.update" | "contacts.delete" | "statuses.create" | "statuses.read" | "statuses.update" | "statuses.delete" | "sources.create" | "sources.read" | "sources.update" | "sources.delete" | "groups.create" | "groups.read" | "groups.update" | "groups.delete" | "templates.read" | "templatebots.read" | "messagebots.read" | "messages.send")[] | null;
            /**
             * @description Globs over action paths (`x-action-path`): a segment is a literal, `*` (one) or `**` (any number). null or absent: no restriction; `[]`: nothing allowed.
             * @example [
             *       "contacts/list",
             *       "contacts/*\/fetch"
             *     ]
             */
            allowed_routes?: string[] | null;
            /** @description At most one a window. null or absent: the workspace’s; `[]`: none. */
            rate_limits?: components["schemas"]["RateLimitDto"][] | null;
            /**
             * @description Requests in a calendar month in UTC. null or absent: no quota.
             * @example 10000
             */
            monthly_quota?: number | null;
            /**
             * Format: date-time
             * @description null or absent: never.
             * @example 2027-12-31T23:59:59Z
             */
            expires_at?: string | null;
            /** @default true */
            is_active?: boolean;
        };
        ImportApiKeysDto: {
            /** @description All of them are imported, or none; errors name row and field, as in `tokens.3.sha256`. 100 KiB at most. */
            tokens: components["schemas"]["ImportedRowDto"][];
        };
        OperatorDto: {
            /** Format: uuid */
            id: string;
            /** Format: email */
            email: string;
            permissions: ("contacts.write" | "conversations.read" | "messages.send" | "crm.access" | "reports.view" | "admin")[];
            is_active: boolean;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description null: has not left.
             */
            left_at: string | null;
        };
        CreateOperatorDto: {
            /**
             * Format: email
             * @example ada@acme.test
             */
            email: string;
            /** Format: password */
            password: string;
            /** @description `admin` includes all the others. Tokens have what their owner has today. */
            permissions: ("contacts.write" | "conversations.read" | "messages.send" | "crm.access" | "reports.view" | "admin")[];
        };
        UpdateOperatorDto: {
            /** @description `admin` includes all the others. Tokens have what their owner has today. */
            permissions?: ("contacts.write" | "conversations.read" | "messages.send" | "crm.access" | "reports.view" | "admin")[];
            /** @description false: their sessions and their tokens are refused, until it is true again. */
            is_active?: boolean;
        };
        RemovedOperatorDto: {
            /** Format: uuid */
            id: string;
            /** @description How many tokens they had. */
            tokens: number;
            /**
             * @description What became of them.
             * @enum {string}
             */
            policy: "revoke" | "freeze" | "transfer";
        };
        TokenShapeDto: {
            /**
             * @description May be empty.
             * @example shop_
             */
            prefix: string;
            /**
             * @description Characters after the prefix.
             * @example 22
             */
            length: number;
            /**
             * @description `hex` has small letters only.
             * @example base58
             * @enum {string}
             */
            alphabet: "hex" | "base58" | "base62" | "base64url";
            /**
             * @description `after-pipe`: the token is `<digits>|<prefix><secret>`, and what stands behind the `|` was hashed.
             * @example whole
             * @enum {string}
             */
            of: "whole" | "after-pipe";
        };
        WorkspaceDto: {
            /** @example acme */
            slug: string;
            name: string;
            /**
             * @description The format profile of new tokens.
             * @example apitk
             */
            profile: string;
            /** @description Of each token that has none of its own. */
            rate_limits: components["schemas"]["RateLimitDto"][];
            dashboard_only: boolean;
            /**
             * @description What becomes of the tokens of an operator who leaves: deleted, kept but refused, or given to another operator.
             * @enum {string}
             */
            owner_leaves: "revoke" | "freeze" | "transfer";
            /** @description What imported tokens look like. What has none of these shapes, and no format of Latchkey’s own, is refused without being looked up. `[]`: nothing is imported here. */
            token_shapes: components["schemas"]["TokenShapeDto"][];
        };
        UpdateWorkspaceDto: {
            /**
             * @description The format profile of new tokens.
             * @example apitk
             */
            profile?: string;
            /** @description Of each token that has none of its own. At most one a window; `[]`: none. */
            rate_limits?: components["schemas"]["RateLimitDto"][];
            /** @description Tokens are issued to signed-in operators only, to no service. */
            dashboard_only?: boolean;
            /**
             * @description What becomes of the tokens of an operator who leaves: deleted, kept but refused, or given to another operator.
             * @enum {string}
             */
            owner_leaves?: "revoke" | "freeze" | "transfer";
            /** @description What imported tokens look like. What has none of these shapes, and no format of Latchkey’s own, is refused without being looked up. `[]`: nothing is imported here. */
            token_shapes?: components["schemas"]["TokenShapeDto"][];
        };
        RateLimitLeftDto: {
            /** @example 60 */
            limit: number;
            /**
             * @example 1m
             * @enum {string}
             */
            window: "1s" | "10s" | "1m" | "1h" | "1d";
            /**
             * @description Requests that may be made now.
             * @example 42
             */
            remaining: number;
            /** @description Seconds until one more may be made; null: none is used. */
            resets_in: number | null;
        };
        QuotaLeftDto: {
            /** @example 10000 */
            limit: number;
            /**
             * @description Requests that may be made in this month.
             * @example 9981
             */
            remaining: number;
            /** Format: date-time */
            resets_at: string;
        };
        SelfDto: {
            /** @enum {string} */
            kind: "token" | "operator";
            /**
             * @description Slug.
             * @example acme
             */
            workspace: string;
            /**
             * Format: uuid
             * @description The token, or the operator.
             */
            id: string;
            name: string | null;
            key_prefix: string | null;
            /** @description null: no restriction. */
            abilities: ("contacts.create" | "contacts.read" | "contacts.update" | "contacts.delete" | "statuses.create" | "statuses.read" | "statuses.update" | "statuses.delete" | "sources.create" | "sources.read" | "sources.update" | "sources.delete" | "groups.create" | "groups.read" | "groups.update" | "groups.delete" | "templates.read" | "templatebots.read" | "messagebots.read" | "messages.send")[] | null;
            /** @description null: no restriction. */
            allowed_routes: string[] | null;
            /** @description The owner’s, as they are today. */
            permissions: ("contacts.write" | "conversations.read" | "messages.send" | "crm.access" | "reports.view" | "admin")[];
            /** Format: date-time */
            expires_at: string | null;
            /** @description Of a token; a session has none. */
            rate_limits: components["schemas"]["RateLimitLeftDto"][];
            /** @description null: no monthly quota. */
            quota: components["schemas"]["QuotaLeftDto"] | null;
        };
        TokenTemplateDto: {
            /**
             * @description What `template` is when a token is issued.
             * @enum {string}
             */
            slug: "full-access" | "read-only-access" | "conversation-access" | "bot-management" | "dataset-management" | "skillset-management" | "integration-management" | "file-management" | "analytics-only" | "bot-session-create";
            /** @example Bot Session Create */
            name: string;
            description: string;
            /**
             * @description null: no restriction.
             * @example [
             *       "bot/<botId>/session/create"
             *     ]
             */
            allowed_routes: string[] | null;
            /**
             * @description The placeholders, which `template_parameters` must replace.
             * @example [
             *       "botId"
             *     ]
             */
            parameters: string[];
        };
        RefusedLineDto: {
            /**
             * @description In the file; the header is 1.
             * @example 3
             */
            line: number;
            /**
             * @description The reasons, by field.
             * @example {
             *       "phone": [
             *         "is taken by another contact of this workspace"
             *       ]
             *     }
             */
            errors: {
                [key: string]: string[];
            };
        };
        ImportReportDto: {
            /** @description Without the header and empty lines: all that the others add up to. */
            lines: number;
            created: number;
            updated: number;
            skipped: number;
            /** @description Nothing of these is written. */
            refused: number;
            /** @description Of the first thousand that were refused. */
            errors: components["schemas"]["RefusedLineDto"][];
        };
        ContactDto: {
            /** Format: uuid */
            id: string;
            firstname: string;
            lastname: string | null;
            phone: string;
            email: string | null;
            company: string | null;
            /** @enum {string} */
            type: "lead" | "customer";
            /** Format: uuid */
            status_id: string | null;
            /** Format: uuid */
            source_id: string | null;
            group_ids: string[];
            /** Format: uuid */
            assignee_id: string | null;
            tags: string[];
            custom_fields: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        CreateContactDto: {
            /** @example Ada */
            firstname: string;
            /** @example Lovelace */
            lastname?: string | null;
            /**
             * @description Unique in the workspace. Stored in E.164 form: spaces, brackets, dots and dashes are taken out, a missing plus is added.
             * @example +15550100
             */
            phone: string;
            /** @example ada@example.com */
            email?: string | null;
            company?: string | null;
            /**
             * @default lead
             * @enum {string}
             */
            type?: "lead" | "customer";
            /**
             * Format: uuid
             * @description A status of the workspace.
             */
            status_id?: string | null;
            /**
             * Format: uuid
             * @description A source of the workspace.
             */
            source_id?: string | null;
            /** @description Groups of the workspace. */
            group_ids?: string[];
            /**
             * Format: uuid
             * @description An active operator of the workspace (W13). Whoever leaves it stays assigned.
             */
            assignee_id?: string | null;
            /**
             * @example [
             *       "vip"
             *     ]
             */
            tags?: string[];
            /**
             * @example {
             *       "plan": "gold"
             *     }
             */
            custom_fields?: {
                [key: string]: unknown;
            };
        };
        UpdateContactDto: {
            /** @example Ada */
            firstname?: string;
            /** @example Lovelace */
            lastname?: string | null;
            /**
             * @description Unique in the workspace. Stored in E.164 form: spaces, brackets, dots and dashes are taken out, a missing plus is added.
             * @example +15550100
             */
            phone?: string;
            /** @example ada@example.com */
            email?: string | null;
            company?: string | null;
            /**
             * @default lead
             * @enum {string}
             */
            type?: "lead" | "customer";
            /**
             * Format: uuid
             * @description A status of the workspace.
             */
            status_id?: string | null;
            /**
             * Format: uuid
             * @description A source of the workspace.
             */
            source_id?: string | null;
            /** @description Groups of the workspace. */
            group_ids?: string[];
            /**
             * Format: uuid
             * @description An active operator of the workspace (W13). Whoever leaves it stays assigned.
             */
            assignee_id?: string | null;
            /**
             * @example [
             *       "vip"
             *     ]
             */
            tags?: string[];
            /**
             * @example {
             *       "plan": "gold"
             *     }
             */
            custom_fields?: {
                [key: string]: unknown;
            };
        };
        StatusDto: {
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** @example #2e7d32 */
            color: string;
            /** @description Where it stands among the statuses; several may be equal. */
            position: number;
        };
        CreateStatusDto: {
            /**
             * @description Unique in its workspace, whatever the case of its letters.
             * @example Partners
             */
            name: string;
            /**
             * @default #808080
             * @example #2e7d32
             */
            color?: string;
            /** @default 0 */
            position?: number;
        };
        UpdateStatusDto: {
            /**
             * @description Unique in its workspace, whatever the case of its letters.
             * @example Partners
             */
            name?: string;
            /**
             * @default #808080
             * @example #2e7d32
             */
            color?: string;
            /** @default 0 */
            position?: number;
        };
        SourceDto: {
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        CreateSourceDto: {
            /**
             * @description Unique in its workspace, whatever the case of its letters.
             * @example Partners
             */
            name: string;
        };
        UpdateSourceDto: {
            /**
             * @description Unique in its workspace, whatever the case of its letters.
             * @example Partners
             */
            name?: string;
        };
        GroupDto: {
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            description: string | null;
        };
        CreateGroupDto: {
            /**
             * @description Unique in its workspace, whatever the case of its letters.
             * @example Partners
             */
            name: string;
            description?: string | null;
        };
        UpdateGroupDto: {
            /**
             * @description Unique in its workspace, whatever the case of its letters.
             * @example Partners
             */
            name?: string;
            description?: string | null;
        };
        TemplateDto: {
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** @example en_US */
            language: string;
            /** @enum {string} */
            category: "marketing" | "utility" | "authentication";
            /**
             * @description Only approved ones can be sent.
             * @enum {string}
             */
            status: "pending" | "approved" | "rejected";
            /** @example Hello {{1}}, your order {{2}} is on its way. */
            body: string;
            /** @description How many parameters must be sent with it. */
            parameter_count: number;
        };
        TemplateBotDto: {
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /**
             * @description The text that it answers to.
             * @example opening hours
             */
            trigger: string;
            /**
             * Format: uuid
             * @description The template that it answers with.
             */
            template_id: string;
            is_active: boolean;
        };
        MessageBotDto: {
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /**
             * @description The text that it answers to.
             * @example opening hours
             */
            trigger: string;
            /** @description The text that it answers with. */
            reply_text: string;
            is_active: boolean;
        };
        MediaDto: {
            /**
             * Format: uuid
             * @description For `media_id` of `messages/media`.
             */
            id: string;
            /**
             * @description Told by its first bytes, whatever it was called.
             * @enum {string}
             */
            kind: "image" | "video" | "audio" | "document";
            /** @example application/pdf */
            mime_type: string;
            /** @example 48213 */
            bytes: number;
            /**
             * Format: date-time
             * @description Until then it can be sent, as often as you like.
             */
            expires_at: string;
        };
        MessageHistoryDto: {
            /** @enum {string} */
            status: "queued" | "sent" | "delivered" | "read" | "failed" | "unknown";
            /**
             * Format: date-time
             * @description When Latchkey heard of it.
             */
            at: string;
            /** @description Also why an attempt came to nothing. */
            reason: string | null;
        };
        MessageDto: {
            /** Format: uuid */
            id: string;
            to: string;
            /** @enum {string} */
            kind: "text" | "template" | "image" | "video" | "audio" | "document";
            /**
             * @description `queued`: recorded, and on its way to the provider. `sent`: the provider has it. `delivered`, `read`: as it reports. `failed`: it was surely not sent. `unknown`: nobody can tell whether it was sent; it is not sent again.
             * @enum {string}
             */
            status: "queued" | "sent" | "delivered" | "read" | "failed" | "unknown";
            /**
             * @description The provider’s own code, where it gave one.
             * @example 131026
             */
            failure_code: string | null;
            /** @description Of `failed` and `unknown`: why, and what can be done. */
            failure_reason: string | null;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description When its status last changed.
             */
            updated_at: string;
            /** @description The first first. */
            history: components["schemas"]["MessageHistoryDto"][];
        };
        SendTextDto: {
            /**
             * @description In E.164 form, as `messages/validate` answers it.
             * @example +14155552671
             */
            to: string;
            /** @example Your order is on its way. */
            text: string;
        };
        SendTemplateDto: {
            /**
             * @description In E.164 form, as `messages/validate` answers it.
             * @example +14155552671
             */
            to: string;
            /**
             * Format: uuid
             * @description An approved template.
             */
            template_id: string;
            /**
             * @description As many as the template’s `parameter_count`.
             * @example [
             *       "Ada",
             *       "7"
             *     ]
             */
            parameters: string[];
        };
        SendMediaDto: {
            /**
             * @description In E.164 form, as `messages/validate` answers it.
             * @example +14155552671
             */
            to: string;
            /** @enum {string} */
            kind: "image" | "video" | "audio" | "document";
            /**
             * Format: uri
             * @description Where it is on the web: the provider fetches it, and Latchkey does not. Or `media_id`.
             * @example https://cdn.example.com/invoice.pdf
             */
            media_url?: string;
            /**
             * Format: uuid
             * @description Of `messages/media/upload`. Or `media_url`.
             */
            media_id?: string;
            caption?: string | null;
        };
        PhoneDto: {
            /** @description As it was sent. */
            phone: string;
            /** @description Whether a message can be sent to it. Whether somebody answers, nobody has asked. */
            is_valid: boolean;
            /** @example +14155552671 */
            e164: string | null;
            /**
             * @description ISO 3166, where it has one.
             * @example US
             */
            country: string | null;
        };
        ValidatePhoneDto: {
            /**
             * @description With the code of its country.
             * @example +1 (415) 555-2671
             */
            phone: string;
        };
        WhatsAppNumberDto: {
            /**
             * @description WhatsApp’s id of the number, not the number.
             * @example 106540352242922
             */
            phone_number_id: string;
        };
        ConversationContactDto: {
            /** Format: uuid */
            id: string;
            /** @example Ada */
            firstname: string;
            /** @example Lovelace */
            lastname: string | null;
        };
        ConversationDto: {
            /** Format: uuid */
            id: string;
            /** @example +14155552671 */
            phone: string;
            /** @description Who has the phone now, among the contacts; null: none of them. */
            contact: components["schemas"]["ConversationContactDto"] | null;
            /** Format: uuid */
            assignee_id: string | null;
            /** @enum {string} */
            status: "open" | "closed";
            /** @description Messages that came in since it was last read. */
            unread_count: number;
            /** Format: date-time */
            last_message_at: string;
            /** @enum {string} */
            last_message_direction: "inbound" | "outbound";
            /** @example Your order is on its way. */
            last_message_preview: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        ConversationMessageDto: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            /**
             * @description `other`: of a kind that only the phone shows.
             * @enum {string}
             */
            kind: "text" | "template" | "image" | "video" | "audio" | "document" | "other";
            /**
             * @description By kind: `text`; or `template_id`, `name`, `language`, `parameters`; or `media_url` or `media_id`, `caption`. What came in has the provider’s own names for media.
             * @example {
             *       "text": "Your order is on its way."
             *     }
             */
            content: {
                [key: string]: unknown;
            };
            /**
             * @description `received`: of what is inbound.
             * @enum {string}
             */
            status: "queued" | "sent" | "delivered" | "read" | "failed" | "unknown" | "received";
            /** @description Of `failed` and `unknown`: why. */
            failure_reason: string | null;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description When its status last changed.
             */
            updated_at: string;
        };
        UpdateConversationDto: {
            /**
             * Format: uuid
             * @description An active operator of this workspace; null: nobody.
             */
            assignee_id?: string | null;
            /**
             * @description A closed one is open again as soon as somebody writes to it.
             * @enum {string}
             */
            status?: "open" | "closed";
        };
        StageDto: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            kind: "open" | "won" | "lost";
        };
        PipelineDto: {
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** @description In their order. */
            stages: components["schemas"]["StageDto"][];
        };
        WantedStageDto: {
            /**
             * Format: uuid
             * @description Of a stage that there is; absent: a new one.
             */
            id?: string;
            /** @example Proposal */
            name: string;
            /**
             * @description `won` and `lost` close the deals that are moved there. It cannot be changed later.
             * @enum {string}
             */
            kind: "open" | "won" | "lost";
        };
        CreatePipelineDto: {
            /**
             * @description Unique in its workspace, whatever the case of its letters.
             * @example Partners
             */
            name: string;
            /**
             * @description All of them, in their order.
             * @example [
             *       {
             *         "name": "New",
             *         "kind": "open"
             *       },
             *       {
             *         "name": "Won",
             *         "kind": "won"
             *       }
             *     ]
             */
            stages: components["schemas"]["WantedStageDto"][];
        };
        UpdatePipelineDto: {
            /**
             * @description Unique in its workspace, whatever the case of its letters.
             * @example Partners
             */
            name?: string;
            /**
             * @description All of them, in their order.
             * @example [
             *       {
             *         "name": "New",
             *         "kind": "open"
             *       },
             *       {
             *         "name": "Won",
             *         "kind": "won"
             *       }
             *     ]
             */
            stages?: components["schemas"]["WantedStageDto"][];
        };
        DealDto: {
            /** Format: uuid */
            id: string;
            title: string;
            /** Format: uuid */
            pipeline_id: string;
            /** Format: uuid */
            stage_id: string;
            /**
             * @description The kind of its stage.
             * @enum {string}
             */
            status: "open" | "won" | "lost";
            /** @description In the minor unit of `currency`. */
            amount: number | null;
            /** @example EUR */
            currency: string | null;
            /** Format: uuid */
            contact_id: string | null;
            /** Format: uuid */
            owner_id: string | null;
            /** Format: date */
            expected_close_date: string | null;
            /**
             * Format: date-time
             * @description Since when it is won, or lost; null: it is open.
             */
            closed_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        CreateDealDto: {
            /** @example Ten seats for Acme */
            title: string;
            /**
             * Format: uuid
             * @description Where it stands; another stage moves it, also to another pipeline. A new deal that names none stands in the first stage of the oldest pipeline.
             */
            stage_id?: string;
            /**
             * @description In the minor unit of `currency`, so that it is exact: 120000 is 1,200.00 in EUR, 120,000 in JPY and 120.000 in KWD. With `currency`, or both null: not known.
             * @example 120000
             */
            amount?: number | null;
            /**
             * @description ISO 4217.
             * @example EUR
             */
            currency?: string | null;
            /**
             * Format: uuid
             * @description Null as soon as the contact is deleted.
             */
            contact_id?: string | null;
            /**
             * Format: uuid
             * @description An active operator of this workspace.
             */
            owner_id?: string | null;
            /**
             * Format: date
             * @example 2026-11-30
             */
            expected_close_date?: string | null;
        };
        UpdateDealDto: {
            /** @example Ten seats for Acme */
            title?: string;
            /**
             * Format: uuid
             * @description Where it stands; another stage moves it, also to another pipeline. A new deal that names none stands in the first stage of the oldest pipeline.
             */
            stage_id?: string;
            /**
             * @description In the minor unit of `currency`, so that it is exact: 120000 is 1,200.00 in EUR, 120,000 in JPY and 120.000 in KWD. With `currency`, or both null: not known.
             * @example 120000
             */
            amount?: number | null;
            /**
             * @description ISO 4217.
             * @example EUR
             */
            currency?: string | null;
            /**
             * Format: uuid
             * @description Null as soon as the contact is deleted.
             */
            contact_id?: string | null;
            /**
             * Format: uuid
             * @description An active operator of this workspace.
             */
            owner_id?: string | null;
            /**
             * Format: date
             * @example 2026-11-30
             */
            expected_close_date?: string | null;
        };
        DayDto: {
            /**
             * Format: date
             * @description In UTC.
             * @example 2026-11-30
             */
            date: string;
            total: number;
            /**
             * @description By the group’s name, or its id; `none`: of what has none; `other`: of groups behind the 100 largest.
             * @example {
             *       "queued": 0,
             *       "sent": 3,
             *       "failed": 1
             *     }
             */
            groups: {
                [key: string]: number;
            };
        };
        CountReportDto: {
            /**
             * Format: date
             * @example 2026-11-01
             */
            from: string;
            /**
             * Format: date
             * @example 2026-11-30
             */
            to: string;
            /** @example status */
            group_by: string;
            total: number;
            /**
             * @description Of all days.
             * @example {
             *       "queued": 0,
             *       "sent": 3,
             *       "failed": 1
             *     }
             */
            groups: {
                [key: string]: number;
            };
            /** @description Every day, also one on which there was nothing. */
            days: components["schemas"]["DayDto"][];
        };
        UsageDayDto: {
            /**
             * Format: date
             * @description In UTC.
             * @example 2026-11-30
             */
            date: string;
            requests: number;
        };
        UsedTokenDto: {
            /** Format: uuid */
            token_id: string;
            /** @example Production Integration */
            name: string;
            requests: number;
            /** @description One number for each of `days`, in their order. */
            requests_by_day: number[];
        };
        UsageReportAnswerDto: {
            /**
             * Format: date
             * @example 2026-11-01
             */
            from: string;
            /**
             * Format: date
             * @example 2026-11-30
             */
            to: string;
            /** @description Of all tokens. It may lag by a quarter of a minute. */
            requests: number;
            /** @description Every day, also one on which there was nothing. */
            days: components["schemas"]["UsageDayDto"][];
            /** @description The most used; deleted ones too. */
            tokens: components["schemas"]["UsedTokenDto"][];
            /** @description Of the tokens that are not among `tokens`. */
            other_requests: number;
        };
        BotSessionDto: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            bot_id: string;
            /** Format: date-time */
            created_at: string;
        };
        BotUsageDto: {
            /** Format: uuid */
            bot_id: string;
            /** @description How many there ever were. */
            sessions: number;
            /**
             * Format: date-time
             * @description null: there was none.
             */
            last_session_at: string | null;
        };
        WebhookDto: {
            /** Format: uuid */
            id: string;
            url: string;
            events: string[];
            description: string | null;
            is_active: boolean;
            /**
             * @description `gone`: it answered 410. `failing`: nothing was delivered for five days. null: it is active, or was deactivated by you.
             * @enum {string|null}
             */
            deactivated_reason: "gone" | "failing" | null;
            /**
             * Format: date-time
             * @description The first failure since anything was delivered.
             */
            failing_since: string | null;
            /**
             * Format: date-time
             * @description How long the secret before signs too; null: there was none.
             */
            previous_secret_until: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        WebhookWithSecretDto: {
            /** Format: uuid */
            id: string;
            url: string;
            events: string[];
            description: string | null;
            is_active: boolean;
            /**
             * @description `gone`: it answered 410. `failing`: nothing was delivered for five days. null: it is active, or was deactivated by you.
             * @enum {string|null}
             */
            deactivated_reason: "gone" | "failing" | null;
            /**
             * Format: date-time
             * @description The first failure since anything was delivered.
             */
            failing_since: string | null;
            /**
             * Format: date-time
             * @description How long the secret before signs too; null: there was none.
             */
            previous_secret_until: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /**
             * @description Shown this once. Verify signatures with it, as Standard Webhooks says.
             * @example whsec_MDEyMzQ1Njc4OUFCQ0RFRjAxMjM0NTY3ODlBQkNERUY=
             */
            secret: string;
        };
        CreateWebhookDto: {
            /**
             * @description An https URL of the public internet: without user, password or fragment; port 443, or 1024 and above.
             * @example https://shop.example/hooks/latchkey
             */
            url: string;
            /**
             * @description What it is told: types, families of types such as `token.*`, or `*` for all.
             * @example [
             *       "token.*",
             *       "contact.created"
             *     ]
             */
            events: ("*" | "token.*" | "tokens.*" | "quota.*" | "contact.*" | "message.*" | "webhook.*" | "token.issued" | "token.updated" | "token.rotated" | "token.revoked" | "token.restored" | "token.expiring" | "token.rotation_due" | "token.exposed" | "tokens.revoked" | "tokens.transferred" | "quota.reached" | "contact.created" | "contact.updated" | "contact.deleted" | "message.received" | "message.sent" | "message.delivered" | "message.read" | "message.failed" | "message.unknown" | "webhook.deactivated")[];
            /** @example Billing */
            description?: string | null;
            /**
             * @description Nothing is noted for one that is inactive.
             * @default true
             */
            is_active?: boolean;
        };
        UpdateWebhookDto: {
            /**
             * @description An https URL of the public internet: without user, password or fragment; port 443, or 1024 and above.
             * @example https://shop.example/hooks/latchkey
             */
            url?: string;
            /**
             * @description What it is told: types, families of types such as `token.*`, or `*` for all.
             * @example [
             *       "token.*",
             *       "contact.created"
             *     ]
             */
            events?: ("*" | "token.*" | "tokens.*" | "quota.*" | "contact.*" | "message.*" | "webhook.*" | "token.issued" | "token.updated" | "token.rotated" | "token.revoked" | "token.restored" | "token.expiring" | "token.rotation_due" | "token.exposed" | "tokens.revoked" | "tokens.transferred" | "quota.reached" | "contact.created" | "contact.updated" | "contact.deleted" | "message.received" | "message.sent" | "message.delivered" | "message.read" | "message.failed" | "message.unknown" | "webhook.deactivated")[];
            /** @example Billing */
            description?: string | null;
            /**
             * @description Nothing is noted for one that is inactive.
             * @default true
             */
            is_active?: boolean;
        };
        AttemptDto: {
            number: number;
            /** Format: date-time */
            at: string;
            /** @description Of HTTP; null: there was no answer. */
            status: number | null;
            /**
             * @description Why there was none.
             * @enum {string|null}
             */
            error: "address_not_public" | "name_not_found" | "connection_refused" | "connection_broken" | "tls_failed" | "timed_out" | "interrupted" | null;
            duration_ms: number;
        };
        DeliveryDto: {
            /**
             * Format: uuid
             * @description What is sent as `webhook-id`.
             */
            id: string;
            /** @enum {string} */
            type: "token.issued" | "token.updated" | "token.rotated" | "token.revoked" | "token.restored" | "token.expiring" | "token.rotation_due" | "token.exposed" | "tokens.revoked" | "tokens.transferred" | "quota.reached" | "contact.created" | "contact.updated" | "contact.deleted" | "message.received" | "message.sent" | "message.delivered" | "message.read" | "message.failed" | "message.unknown" | "webhook.deactivated" | "webhook.test";
            /**
             * @description `failed`: ten attempts did not reach it. `canceled`: the webhook was deactivated before it was delivered.
             * @enum {string}
             */
            status: "pending" | "delivered" | "failed" | "canceled";
            /** @description Attempts so far, one that is under way included. */
            attempts: number;
            /**
             * Format: date-time
             * @description About when it is tried next.
             */
            next_attempt_at: string | null;
            last_attempt: components["schemas"]["AttemptDto"] | null;
            /** Format: date-time */
            created_at: string;
        };
        DetailedAttemptDto: {
            number: number;
            /** Format: date-time */
            at: string;
            /** @description Of HTTP; null: there was no answer. */
            status: number | null;
            /**
             * @description Why there was none.
             * @enum {string|null}
             */
            error: "address_not_public" | "name_not_found" | "connection_refused" | "connection_broken" | "tls_failed" | "timed_out" | "interrupted" | null;
            duration_ms: number;
            /** @description The first 4 KiB of the answer. */
            response: string | null;
        };
        DetailedDeliveryDto: {
            /**
             * Format: uuid
             * @description What is sent as `webhook-id`.
             */
            id: string;
            /** @enum {string} */
            type: "token.issued" | "token.updated" | "token.rotated" | "token.revoked" | "token.restored" | "token.expiring" | "token.rotation_due" | "token.exposed" | "tokens.revoked" | "tokens.transferred" | "quota.reached" | "contact.created" | "contact.updated" | "contact.deleted" | "message.received" | "message.sent" | "message.delivered" | "message.read" | "message.failed" | "message.unknown" | "webhook.deactivated" | "webhook.test";
            /**
             * @description `failed`: ten attempts did not reach it. `canceled`: the webhook was deactivated before it was delivered.
             * @enum {string}
             */
            status: "pending" | "delivered" | "failed" | "canceled";
            /** @description Attempts so far, one that is under way included. */
            attempts: number;
            /**
             * Format: date-time
             * @description About when it is tried next.
             */
            next_attempt_at: string | null;
            last_attempt: components["schemas"]["AttemptDto"] | null;
            /** Format: date-time */
            created_at: string;
            /** @description `data` of what is sent. */
            data: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description `timestamp` of what is sent: when it happened.
             */
            timestamp: string;
            /** @description The last twenty, oldest first. */
            log: components["schemas"]["DetailedAttemptDto"][];
        };
        RecoveredDto: {
            /** @description How many are sent once more. */
            redelivered: number;
            /** @description Whether there may be more: ask again. */
            has_more: boolean;
        };
        RecoverDto: {
            /**
             * Format: date-time
             * @description What was noted since then and given up is sent once more.
             * @example 2026-11-22T09:00:00.000Z
             */
            since: string;
        };
        ErrorDto: {
            /** @enum {string} */
            status: "error";
            /** @example Invalid API token */
            message: string;
        };
        InvalidDto: {
            /** @enum {string} */
            status: "error";
            /** @example Invalid API token */
            message: string;
            /**
             * @description The reasons, by field.
             * @example {
             *       "expires_at": [
             *         "must be in the future"
             *       ]
             *     }
             */
            errors: {
                [key: string]: string[];
            };
        };
        ProblemDto: {
            /** @enum {string} */
            type: "about:blank";
            /**
             * @description The name of the status.
             * @example Unauthorized
             */
            title: string;
            /** @example 401 */
            status: number;
            /**
             * @description What `message` is otherwise.
             * @example Invalid API token
             */
            detail: string;
        };
        InvalidProblemDto: {
            /** @enum {string} */
            type: "about:blank";
            /**
             * @description The name of the status.
             * @example Unauthorized
             */
            title: string;
            /** @example 401 */
            status: number;
            /**
             * @description What `message` is otherwise.
             * @example Invalid API token
             */
            detail: string;
            /**
             * @description The reasons, by field.
             * @example {
             *       "expires_at": [
             *         "must be in the future"
             *       ]
             *     }
             */
            errors: {
                [key: string]: string[];
            };
        };
    };
    responses: {
        /** @description Done. */
        Session_login_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "access_token": "text",
                 *         "refresh_token": "text",
                 *         "expires_in": 900
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["SessionTokensDto"];
                };
            };
        };
        /** @description The request cannot be read. */
        Refused_400: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Bad Request",
                 *       "status": 400,
                 *       "detail": "The request cannot be read: is its body valid JSON?"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description What the endpoint answers with is not what `Accept` allows. */
        Refused_406: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Not Acceptable",
                 *       "status": 406,
                 *       "detail": "Accept must allow application/json, or what the reference says that this route answers with"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description The body is too large. */
        Refused_413: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Payload Too Large",
                 *       "status": 413,
                 *       "detail": "The body is larger than 100 KB"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description The body is of another media type. */
        Refused_415: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Unsupported Media Type",
                 *       "status": 415,
                 *       "detail": "The body must be sent as Content-Type: application/json"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description A field is not as it must be; `errors` has the reasons, by field. */
        Refused_422: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Unprocessable Entity",
                 *       "status": 422,
                 *       "detail": "The given data was invalid",
                 *       "errors": {
                 *         "name": [
                 *           "must have 1 to 100 characters"
                 *         ]
                 *       }
                 *     }
                 */
                "application/problem+json": components["schemas"]["InvalidProblemDto"];
            };
        };
        /** @description Nobody could tell. Nothing is wrong with the credentials. */
        Refused_503: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Service Unavailable",
                 *       "status": 503,
                 *       "detail": "Service temporarily unavailable"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description No credentials, or not good ones. Which of the many reasons it was is not said here. */
        Refused_401: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Unauthorized",
                 *       "status": 401,
                 *       "detail": "API token is required"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description Good credentials that may not do this. What is missing is named. */
        Refused_403: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate_2"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Forbidden",
                 *       "status": 403,
                 *       "detail": "Tokens cannot manage tokens"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description A limit is reached: of the token, of its month, or of attempts with invalid ones. */
        Refused_429: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Too Many Requests",
                 *       "status": 429,
                 *       "detail": "Rate limit exceeded"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description Nobody could tell. Nothing is wrong with the credentials. */
        Refused_503_2: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Service Unavailable",
                 *       "status": 503,
                 *       "detail": "Service temporarily unavailable"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description A field is not as it must be; `errors` has the reasons, by field. */
        Refused_422_2: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Unprocessable Entity",
                 *       "status": 422,
                 *       "detail": "The given data was invalid",
                 *       "errors": {
                 *         "name": [
                 *           "must have 1 to 100 characters"
                 *         ]
                 *       }
                 *     }
                 */
                "application/problem+json": components["schemas"]["InvalidProblemDto"];
            };
        };
        /** @description There is no such thing in this workspace. Another workspace’s answers the same. */
        Refused_404: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "detail": "Contact not found"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description No credentials, or not good ones. Which of the many reasons it was is not said here. */
        Refused_401_2: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Unauthorized",
                 *       "status": 401,
                 *       "detail": "API token is required"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description Good credentials that may not do this. What is missing is named. */
        Refused_403_2: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate_2"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Forbidden",
                 *       "status": 403,
                 *       "detail": "Tokens cannot manage tokens"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description A limit is reached: of the token, of its month, or of attempts with invalid ones. */
        Refused_429_2: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Too Many Requests",
                 *       "status": 429,
                 *       "detail": "Rate limit exceeded"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description The workspace would have no active admin left. */
        Refused_409: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Conflict",
                 *       "status": 409,
                 *       "detail": "The workspace would have no active admin left"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description Done. */
        Self_self_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "kind": "token",
                 *         "workspace": "acme",
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "name": "text",
                 *         "key_prefix": "text",
                 *         "abilities": [
                 *           "contacts.create"
                 *         ],
                 *         "allowed_routes": [
                 *           "text"
                 *         ],
                 *         "permissions": [
                 *           "contacts.write"
                 *         ],
                 *         "expires_at": "2026-11-22T09:00:00.000Z",
                 *         "rate_limits": [
                 *           {
                 *             "limit": 60,
                 *             "window": "1m",
                 *             "remaining": 42,
                 *             "resets_in": 1
                 *           }
                 *         ],
                 *         "quota": {
                 *           "limit": 10000,
                 *           "remaining": 9981,
                 *           "resets_at": "2026-11-22T09:00:00.000Z"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["SelfDto"];
                };
            };
        };
        /** @description A limit is reached: of the token, of its month, or of attempts with invalid ones. */
        Refused_429_3: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Too Many Requests",
                 *       "status": 429,
                 *       "detail": "Rate limit exceeded"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description Nobody could tell. Nothing is wrong with the credentials. */
        Refused_503_3: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Service Unavailable",
                 *       "status": 503,
                 *       "detail": "Service temporarily unavailable"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description Done. */
        ContactImport_import_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "lines": 0,
                 *         "created": 0,
                 *         "updated": 0,
                 *         "skipped": 0,
                 *         "refused": 0,
                 *         "errors": [
                 *           {
                 *             "line": 3,
                 *             "errors": {
                 *               "phone": [
                 *                 "is taken by another contact of this workspace"
                 *               ]
                 *             }
                 *           }
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["ImportReportDto"];
                };
            };
        };
        /** @description The request cannot be read. */
        Refused_400_2: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Bad Request",
                 *       "status": 400,
                 *       "detail": "The request cannot be read: is its body valid JSON?"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description Good credentials that may not do this. What is missing is named. */
        Refused_403_3: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate_3"];
                "X-Token-Hint": components["headers"]["X-Token-Hint"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Forbidden",
                 *       "status": 403,
                 *       "detail": "Token does not have the required ability: contacts.create"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description The body is too large. */
        Refused_413_2: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Payload Too Large",
                 *       "status": 413,
                 *       "detail": "The body is larger than 100 KB"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description The body is of another media type. */
        Refused_415_2: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Unsupported Media Type",
                 *       "status": 415,
                 *       "detail": "The body must be sent as Content-Type: application/json"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description A field is not as it must be; `errors` has the reasons, by field. */
        Refused_422_3: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Unprocessable Entity",
                 *       "status": 422,
                 *       "detail": "The given data was invalid",
                 *       "errors": {
                 *         "name": [
                 *           "must have 1 to 100 characters"
                 *         ]
                 *       }
                 *     }
                 */
                "application/problem+json": components["schemas"]["InvalidProblemDto"];
            };
        };
        /** @description Done. */
        ContactExport_export_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                "Content-Disposition": components["headers"]["Content-Disposition"];
                [name: string]: unknown;
            };
            content: {
                /** @example id,firstname,… */
                "text/csv": string;
                /** @example {"id":"0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77","firstname":"Ada",…} */
                "application/x-ndjson": string;
            };
        };
        /** @description Done. */
        Contact_list_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": [
                 *         {
                 *           "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "firstname": "text",
                 *           "lastname": "text",
                 *           "phone": "text",
                 *           "email": "text",
                 *           "company": "text",
                 *           "type": "lead",
                 *           "status_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "source_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "group_ids": [
                 *             "text"
                 *           ],
                 *           "assignee_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "tags": [
                 *             "text"
                 *           ],
                 *           "custom_fields": {},
                 *           "created_at": "2026-11-22T09:00:00.000Z",
                 *           "updated_at": "2026-11-22T09:00:00.000Z"
                 *         }
                 *       ],
                 *       "meta": {
                 *         "next_cursor": "text"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["ContactDto"][];
                    meta: {
                        next_cursor: string | null;
                    };
                };
            };
        };
        /** @description What you have is still true. */
        Contact_list_304: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description Made. */
        Contact_create_201: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "firstname": "text",
                 *         "lastname": "text",
                 *         "phone": "text",
                 *         "email": "text",
                 *         "company": "text",
                 *         "type": "lead",
                 *         "status_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "source_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "group_ids": [
                 *           "text"
                 *         ],
                 *         "assignee_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "tags": [
                 *           "text"
                 *         ],
                 *         "custom_fields": {},
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["ContactDto"];
                };
            };
        };
        /** @description Done. */
        Contact_fetch_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "firstname": "text",
                 *         "lastname": "text",
                 *         "phone": "text",
                 *         "email": "text",
                 *         "company": "text",
                 *         "type": "lead",
                 *         "status_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "source_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "group_ids": [
                 *           "text"
                 *         ],
                 *         "assignee_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "tags": [
                 *           "text"
                 *         ],
                 *         "custom_fields": {},
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["ContactDto"];
                };
            };
        };
        /** @description There is no such thing in this workspace. Another workspace’s answers the same. */
        Refused_404_2: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "detail": "Contact not found"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description Done. */
        Contact_update_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "firstname": "text",
                 *         "lastname": "text",
                 *         "phone": "text",
                 *         "email": "text",
                 *         "company": "text",
                 *         "type": "lead",
                 *         "status_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "source_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "group_ids": [
                 *           "text"
                 *         ],
                 *         "assignee_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "tags": [
                 *           "text"
                 *         ],
                 *         "custom_fields": {},
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["ContactDto"];
                };
            };
        };
        /** @description It has changed since you read it.. */
        Refused_412: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Precondition Failed",
                 *       "status": 412,
                 *       "detail": "It has changed since you read it."
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description Done. */
        Contact_remove_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "message": "Contact deleted successfully"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: {
                        /** @enum {string} */
                        message: "Contact deleted successfully";
                    };
                };
            };
        };
        /** @description Made. */
        Status_create_201: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "name": "text",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z",
                 *         "color": "#2e7d32",
                 *         "position": 1
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["StatusDto"];
                };
            };
        };
        /** @description Done. */
        Status_list_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": [
                 *         {
                 *           "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "name": "text",
                 *           "created_at": "2026-11-22T09:00:00.000Z",
                 *           "updated_at": "2026-11-22T09:00:00.000Z",
                 *           "color": "#2e7d32",
                 *           "position": 1
                 *         }
                 *       ],
                 *       "meta": {
                 *         "next_cursor": "text"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["StatusDto"][];
                    meta: {
                        next_cursor: string | null;
                    };
                };
            };
        };
        /** @description Done. */
        Status_update_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "name": "text",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z",
                 *         "color": "#2e7d32",
                 *         "position": 1
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["StatusDto"];
                };
            };
        };
        /** @description Done. */
        Status_remove_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "message": "Status deleted successfully"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: {
                        /** @enum {string} */
                        message: "Status deleted successfully";
                    };
                };
            };
        };
        /** @description Done. */
        Status_fetch_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "name": "text",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z",
                 *         "color": "#2e7d32",
                 *         "position": 1
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["StatusDto"];
                };
            };
        };
        /** @description Made. */
        Source_create_201: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "name": "text",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["SourceDto"];
                };
            };
        };
        /** @description Done. */
        Source_list_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": [
                 *         {
                 *           "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "name": "text",
                 *           "created_at": "2026-11-22T09:00:00.000Z",
                 *           "updated_at": "2026-11-22T09:00:00.000Z"
                 *         }
                 *       ],
                 *       "meta": {
                 *         "next_cursor": "text"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["SourceDto"][];
                    meta: {
                        next_cursor: string | null;
                    };
                };
            };
        };
        /** @description Done. */
        Source_update_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "name": "text",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["SourceDto"];
                };
            };
        };
        /** @description Done. */
        Source_remove_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "message": "Source deleted successfully"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: {
                        /** @enum {string} */
                        message: "Source deleted successfully";
                    };
                };
            };
        };
        /** @description Done. */
        Source_fetch_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "name": "text",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["SourceDto"];
                };
            };
        };
        /** @description Made. */
        Group_create_201: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "name": "text",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z",
                 *         "description": "text"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["GroupDto"];
                };
            };
        };
        /** @description Done. */
        Group_list_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": [
                 *         {
                 *           "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "name": "text",
                 *           "created_at": "2026-11-22T09:00:00.000Z",
                 *           "updated_at": "2026-11-22T09:00:00.000Z",
                 *           "description": "text"
                 *         }
                 *       ],
                 *       "meta": {
                 *         "next_cursor": "text"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["GroupDto"][];
                    meta: {
                        next_cursor: string | null;
                    };
                };
            };
        };
        /** @description Done. */
        Group_update_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "name": "text",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z",
                 *         "description": "text"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["GroupDto"];
                };
            };
        };
        /** @description Done. */
        Group_remove_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "message": "Group deleted successfully"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: {
                        /** @enum {string} */
                        message: "Group deleted successfully";
                    };
                };
            };
        };
        /** @description Done. */
        Group_fetch_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "name": "text",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z",
                 *         "description": "text"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["GroupDto"];
                };
            };
        };
        /** @description Done. */
        Template_list_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": [
                 *         {
                 *           "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "name": "text",
                 *           "created_at": "2026-11-22T09:00:00.000Z",
                 *           "updated_at": "2026-11-22T09:00:00.000Z",
                 *           "language": "en_US",
                 *           "category": "marketing",
                 *           "status": "pending",
                 *           "body": "Hello {{1}}, your order {{2}} is on its way.",
                 *           "parameter_count": 1
                 *         }
                 *       ],
                 *       "meta": {
                 *         "next_cursor": "text"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["TemplateDto"][];
                    meta: {
                        next_cursor: string | null;
                    };
                };
            };
        };
        /** @description Done. */
        Template_fetch_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "name": "text",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z",
                 *         "language": "en_US",
                 *         "category": "marketing",
                 *         "status": "pending",
                 *         "body": "Hello {{1}}, your order {{2}} is on its way.",
                 *         "parameter_count": 1
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["TemplateDto"];
                };
            };
        };
        /** @description Done. */
        TemplateBot_list_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": [
                 *         {
                 *           "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "name": "text",
                 *           "created_at": "2026-11-22T09:00:00.000Z",
                 *           "updated_at": "2026-11-22T09:00:00.000Z",
                 *           "trigger": "opening hours",
                 *           "template_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "is_active": true
                 *         }
                 *       ],
                 *       "meta": {
                 *         "next_cursor": "text"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["TemplateBotDto"][];
                    meta: {
                        next_cursor: string | null;
                    };
                };
            };
        };
        /** @description Done. */
        TemplateBot_fetch_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "name": "text",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z",
                 *         "trigger": "opening hours",
                 *         "template_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "is_active": true
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["TemplateBotDto"];
                };
            };
        };
        /** @description Done. */
        MessageBot_list_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": [
                 *         {
                 *           "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "name": "text",
                 *           "created_at": "2026-11-22T09:00:00.000Z",
                 *           "updated_at": "2026-11-22T09:00:00.000Z",
                 *           "trigger": "opening hours",
                 *           "reply_text": "text",
                 *           "is_active": true
                 *         }
                 *       ],
                 *       "meta": {
                 *         "next_cursor": "text"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["MessageBotDto"][];
                    meta: {
                        next_cursor: string | null;
                    };
                };
            };
        };
        /** @description Done. */
        MessageBot_fetch_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "name": "text",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z",
                 *         "trigger": "opening hours",
                 *         "reply_text": "text",
                 *         "is_active": true
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["MessageBotDto"];
                };
            };
        };
        /** @description Made. */
        Media_upload_201: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "kind": "image",
                 *         "mime_type": "application/pdf",
                 *         "bytes": 48213,
                 *         "expires_at": "2026-11-22T09:00:00.000Z"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["MediaDto"];
                };
            };
        };
        /** @description This workspace has no WhatsApp number. */
        Refused_409_2: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Conflict",
                 *       "status": 409,
                 *       "detail": "This workspace has no WhatsApp number"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description Made. */
        Message_send_201: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "to": "text",
                 *         "kind": "text",
                 *         "status": "queued",
                 *         "failure_code": "131026",
                 *         "failure_reason": "text",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z",
                 *         "history": [
                 *           {
                 *             "status": "queued",
                 *             "at": "2026-11-22T09:00:00.000Z",
                 *             "reason": "text"
                 *           }
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["MessageDto"];
                };
            };
        };
        /** @description Done. */
        Message_validatePhone_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "phone": "text",
                 *         "is_valid": true,
                 *         "e164": "+14155552671",
                 *         "country": "US"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["PhoneDto"];
                };
            };
        };
        /** @description Done. */
        Message_list_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": [
                 *         {
                 *           "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "to": "text",
                 *           "kind": "text",
                 *           "status": "queued",
                 *           "failure_code": "131026",
                 *           "failure_reason": "text",
                 *           "created_at": "2026-11-22T09:00:00.000Z",
                 *           "updated_at": "2026-11-22T09:00:00.000Z",
                 *           "history": [
                 *             {
                 *               "status": "queued",
                 *               "at": "2026-11-22T09:00:00.000Z",
                 *               "reason": "text"
                 *             }
                 *           ]
                 *         }
                 *       ],
                 *       "meta": {
                 *         "next_cursor": "text"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["MessageDto"][];
                    meta: {
                        next_cursor: string | null;
                    };
                };
            };
        };
        /** @description Done. */
        Message_status_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "to": "text",
                 *         "kind": "text",
                 *         "status": "queued",
                 *         "failure_code": "131026",
                 *         "failure_reason": "text",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z",
                 *         "history": [
                 *           {
                 *             "status": "queued",
                 *             "at": "2026-11-22T09:00:00.000Z",
                 *             "reason": "text"
                 *           }
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["MessageDto"];
                };
            };
        };
        /** @description Done. */
        WhatsAppNumber_fetch_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "phone_number_id": "106540352242922"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["WhatsAppNumberDto"];
                };
            };
        };
        /** @description Good credentials that may not do this. What is missing is named. */
        Refused_403_4: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate_2"];
                "X-Token-Hint": components["headers"]["X-Token-Hint"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Forbidden",
                 *       "status": 403,
                 *       "detail": "Token is restricted to abilities, and none covers this route"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description This workspace has no WhatsApp number. */
        Refused_404_3: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "detail": "This workspace has no WhatsApp number"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description Done. */
        WhatsAppNumber_remove_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "message": "WhatsApp number removed successfully"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: {
                        /** @enum {string} */
                        message: "WhatsApp number removed successfully";
                    };
                };
            };
        };
        /** @description WhatsApp is not configured here. */
        Refused_404_4: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "detail": "WhatsApp is not configured here"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description Done. */
        Conversation_list_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": [
                 *         {
                 *           "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "phone": "+14155552671",
                 *           "contact": {
                 *             "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *             "firstname": "Ada",
                 *             "lastname": "Lovelace"
                 *           },
                 *           "assignee_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "status": "open",
                 *           "unread_count": 1,
                 *           "last_message_at": "2026-11-22T09:00:00.000Z",
                 *           "last_message_direction": "inbound",
                 *           "last_message_preview": "Your order is on its way.",
                 *           "created_at": "2026-11-22T09:00:00.000Z",
                 *           "updated_at": "2026-11-22T09:00:00.000Z"
                 *         }
                 *       ],
                 *       "meta": {
                 *         "next_cursor": "text"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["ConversationDto"][];
                    meta: {
                        next_cursor: string | null;
                    };
                };
            };
        };
        /** @description Done. */
        Conversation_fetch_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "phone": "+14155552671",
                 *         "contact": {
                 *           "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "firstname": "Ada",
                 *           "lastname": "Lovelace"
                 *         },
                 *         "assignee_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "status": "open",
                 *         "unread_count": 1,
                 *         "last_message_at": "2026-11-22T09:00:00.000Z",
                 *         "last_message_direction": "inbound",
                 *         "last_message_preview": "Your order is on its way.",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["ConversationDto"];
                };
            };
        };
        /** @description Done. */
        Conversation_update_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "phone": "+14155552671",
                 *         "contact": {
                 *           "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "firstname": "Ada",
                 *           "lastname": "Lovelace"
                 *         },
                 *         "assignee_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "status": "open",
                 *         "unread_count": 1,
                 *         "last_message_at": "2026-11-22T09:00:00.000Z",
                 *         "last_message_direction": "inbound",
                 *         "last_message_preview": "Your order is on its way.",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["ConversationDto"];
                };
            };
        };
        /** @description Done. */
        Conversation_messages_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": [
                 *         {
                 *           "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "direction": "inbound",
                 *           "kind": "text",
                 *           "content": {
                 *             "text": "Your order is on its way."
                 *           },
                 *           "status": "queued",
                 *           "failure_reason": "text",
                 *           "created_at": "2026-11-22T09:00:00.000Z",
                 *           "updated_at": "2026-11-22T09:00:00.000Z"
                 *         }
                 *       ],
                 *       "meta": {
                 *         "next_cursor": "text"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["ConversationMessageDto"][];
                    meta: {
                        next_cursor: string | null;
                    };
                };
            };
        };
        /** @description Done. */
        Pipeline_list_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": [
                 *         {
                 *           "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "name": "text",
                 *           "created_at": "2026-11-22T09:00:00.000Z",
                 *           "updated_at": "2026-11-22T09:00:00.000Z",
                 *           "stages": [
                 *             {
                 *               "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *               "name": "text",
                 *               "kind": "open"
                 *             }
                 *           ]
                 *         }
                 *       ],
                 *       "meta": {
                 *         "next_cursor": "text"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["PipelineDto"][];
                    meta: {
                        next_cursor: string | null;
                    };
                };
            };
        };
        /** @description Made. */
        Pipeline_create_201: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "name": "text",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z",
                 *         "stages": [
                 *           {
                 *             "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *             "name": "text",
                 *             "kind": "open"
                 *           }
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["PipelineDto"];
                };
            };
        };
        /** @description Done. */
        Pipeline_fetch_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "name": "text",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z",
                 *         "stages": [
                 *           {
                 *             "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *             "name": "text",
                 *             "kind": "open"
                 *           }
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["PipelineDto"];
                };
            };
        };
        /** @description Done. */
        Pipeline_update_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "name": "text",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z",
                 *         "stages": [
                 *           {
                 *             "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *             "name": "text",
                 *             "kind": "open"
                 *           }
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["PipelineDto"];
                };
            };
        };
        /** @description There are deals in it: move or delete them first.. */
        Refused_409_3: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Conflict",
                 *       "status": 409,
                 *       "detail": "There are deals in it: move or delete them first."
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description Done. */
        Pipeline_remove_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "message": "Pipeline deleted successfully"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: {
                        /** @enum {string} */
                        message: "Pipeline deleted successfully";
                    };
                };
            };
        };
        /** @description Done. */
        Deal_list_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": [
                 *         {
                 *           "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "title": "text",
                 *           "pipeline_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "stage_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "status": "open",
                 *           "amount": 1,
                 *           "currency": "EUR",
                 *           "contact_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "owner_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "expected_close_date": "2026-11-22",
                 *           "closed_at": "2026-11-22T09:00:00.000Z",
                 *           "created_at": "2026-11-22T09:00:00.000Z",
                 *           "updated_at": "2026-11-22T09:00:00.000Z"
                 *         }
                 *       ],
                 *       "meta": {
                 *         "next_cursor": "text"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["DealDto"][];
                    meta: {
                        next_cursor: string | null;
                    };
                };
            };
        };
        /** @description Made. */
        Deal_create_201: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "title": "text",
                 *         "pipeline_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "stage_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "status": "open",
                 *         "amount": 1,
                 *         "currency": "EUR",
                 *         "contact_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "owner_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "expected_close_date": "2026-11-22",
                 *         "closed_at": "2026-11-22T09:00:00.000Z",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["DealDto"];
                };
            };
        };
        /** @description Done. */
        Deal_fetch_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "title": "text",
                 *         "pipeline_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "stage_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "status": "open",
                 *         "amount": 1,
                 *         "currency": "EUR",
                 *         "contact_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "owner_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "expected_close_date": "2026-11-22",
                 *         "closed_at": "2026-11-22T09:00:00.000Z",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["DealDto"];
                };
            };
        };
        /** @description Done. */
        Deal_update_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "title": "text",
                 *         "pipeline_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "stage_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "status": "open",
                 *         "amount": 1,
                 *         "currency": "EUR",
                 *         "contact_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "owner_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "expected_close_date": "2026-11-22",
                 *         "closed_at": "2026-11-22T09:00:00.000Z",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["DealDto"];
                };
            };
        };
        /** @description Done. */
        Deal_remove_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "message": "Deal deleted successfully"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: {
                        /** @enum {string} */
                        message: "Deal deleted successfully";
                    };
                };
            };
        };
        /** @description Done. */
        Report_messages_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "from": "2026-11-01",
                 *         "to": "2026-11-30",
                 *         "group_by": "status",
                 *         "total": 1,
                 *         "groups": {
                 *           "queued": 0,
                 *           "sent": 3,
                 *           "failed": 1
                 *         },
                 *         "days": [
                 *           {
                 *             "date": "2026-11-30",
                 *             "total": 1,
                 *             "groups": {
                 *               "queued": 0,
                 *               "sent": 3,
                 *               "failed": 1
                 *             }
                 *           }
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["CountReportDto"];
                };
            };
        };
        /** @description Done. */
        Report_usage_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "from": "2026-11-01",
                 *         "to": "2026-11-30",
                 *         "requests": 1,
                 *         "days": [
                 *           {
                 *             "date": "2026-11-30",
                 *             "requests": 1
                 *           }
                 *         ],
                 *         "tokens": [
                 *           {
                 *             "token_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *             "name": "Production Integration",
                 *             "requests": 1,
                 *             "requests_by_day": [
                 *               1
                 *             ]
                 *           }
                 *         ],
                 *         "other_requests": 1
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["UsageReportAnswerDto"];
                };
            };
        };
        /** @description Made. */
        Bot_createSession_201: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "bot_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "created_at": "2026-11-22T09:00:00.000Z"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["BotSessionDto"];
                };
            };
        };
        /** @description Done. */
        Bot_usage_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "bot_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "sessions": 1,
                 *         "last_session_at": "2026-11-22T09:00:00.000Z"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["BotUsageDto"];
                };
            };
        };
        /** @description Done. */
        Webhook_list_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": [
                 *         {
                 *           "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "url": "text",
                 *           "events": [
                 *             "text"
                 *           ],
                 *           "description": "text",
                 *           "is_active": true,
                 *           "deactivated_reason": "gone",
                 *           "failing_since": "2026-11-22T09:00:00.000Z",
                 *           "previous_secret_until": "2026-11-22T09:00:00.000Z",
                 *           "created_at": "2026-11-22T09:00:00.000Z",
                 *           "updated_at": "2026-11-22T09:00:00.000Z"
                 *         }
                 *       ],
                 *       "meta": {
                 *         "next_cursor": "text"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["WebhookDto"][];
                    meta: {
                        next_cursor: string | null;
                    };
                };
            };
        };
        /** @description Made. */
        Webhook_create_201: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "url": "text",
                 *         "events": [
                 *           "text"
                 *         ],
                 *         "description": "text",
                 *         "is_active": true,
                 *         "deactivated_reason": "gone",
                 *         "failing_since": "2026-11-22T09:00:00.000Z",
                 *         "previous_secret_until": "2026-11-22T09:00:00.000Z",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z",
                 *         "secret": "whsec_MDEyMzQ1Njc4OUFCQ0RFRjAxMjM0NTY3ODlBQkNERUY="
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["WebhookWithSecretDto"];
                };
            };
        };
        /** @description Done. */
        Webhook_fetch_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "url": "text",
                 *         "events": [
                 *           "text"
                 *         ],
                 *         "description": "text",
                 *         "is_active": true,
                 *         "deactivated_reason": "gone",
                 *         "failing_since": "2026-11-22T09:00:00.000Z",
                 *         "previous_secret_until": "2026-11-22T09:00:00.000Z",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["WebhookDto"];
                };
            };
        };
        /** @description Done. */
        Webhook_update_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "url": "text",
                 *         "events": [
                 *           "text"
                 *         ],
                 *         "description": "text",
                 *         "is_active": true,
                 *         "deactivated_reason": "gone",
                 *         "failing_since": "2026-11-22T09:00:00.000Z",
                 *         "previous_secret_until": "2026-11-22T09:00:00.000Z",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["WebhookDto"];
                };
            };
        };
        /** @description Done. */
        Webhook_remove_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "message": "Webhook deleted successfully"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: {
                        /** @enum {string} */
                        message: "Webhook deleted successfully";
                    };
                };
            };
        };
        /** @description Done. */
        Webhook_rotateSecret_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "url": "text",
                 *         "events": [
                 *           "text"
                 *         ],
                 *         "description": "text",
                 *         "is_active": true,
                 *         "deactivated_reason": "gone",
                 *         "failing_since": "2026-11-22T09:00:00.000Z",
                 *         "previous_secret_until": "2026-11-22T09:00:00.000Z",
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "updated_at": "2026-11-22T09:00:00.000Z",
                 *         "secret": "whsec_MDEyMzQ1Njc4OUFCQ0RFRjAxMjM0NTY3ODlBQkNERUY="
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["WebhookWithSecretDto"];
                };
            };
        };
        /** @description Made. */
        Delivery_test_201: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "type": "token.issued",
                 *         "status": "pending",
                 *         "attempts": 1,
                 *         "next_attempt_at": "2026-11-22T09:00:00.000Z",
                 *         "last_attempt": {
                 *           "number": 1,
                 *           "at": "2026-11-22T09:00:00.000Z",
                 *           "status": 1,
                 *           "error": "address_not_public",
                 *           "duration_ms": 1
                 *         },
                 *         "created_at": "2026-11-22T09:00:00.000Z"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["DeliveryDto"];
                };
            };
        };
        /** @description The webhook is not active. */
        Refused_409_4: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDto"];
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Conflict",
                 *       "status": 409,
                 *       "detail": "The webhook is not active"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemDto"];
            };
        };
        /** @description Done. */
        Delivery_list_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": [
                 *         {
                 *           "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *           "type": "token.issued",
                 *           "status": "pending",
                 *           "attempts": 1,
                 *           "next_attempt_at": "2026-11-22T09:00:00.000Z",
                 *           "last_attempt": {
                 *             "number": 1,
                 *             "at": "2026-11-22T09:00:00.000Z",
                 *             "status": 1,
                 *             "error": "address_not_public",
                 *             "duration_ms": 1
                 *           },
                 *           "created_at": "2026-11-22T09:00:00.000Z"
                 *         }
                 *       ],
                 *       "meta": {
                 *         "next_cursor": "text"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["DeliveryDto"][];
                    meta: {
                        next_cursor: string | null;
                    };
                };
            };
        };
        /** @description Done. */
        Delivery_fetch_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_3"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                ETag: components["headers"]["ETag"];
                Vary: components["headers"]["Vary"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "type": "token.issued",
                 *         "status": "pending",
                 *         "attempts": 1,
                 *         "next_attempt_at": "2026-11-22T09:00:00.000Z",
                 *         "last_attempt": {
                 *           "number": 1,
                 *           "at": "2026-11-22T09:00:00.000Z",
                 *           "status": 1,
                 *           "error": "address_not_public",
                 *           "duration_ms": 1
                 *         },
                 *         "created_at": "2026-11-22T09:00:00.000Z",
                 *         "data": {},
                 *         "timestamp": "2026-11-22T09:00:00.000Z",
                 *         "log": [
                 *           {
                 *             "number": 1,
                 *             "at": "2026-11-22T09:00:00.000Z",
                 *             "status": 1,
                 *             "error": "address_not_public",
                 *             "duration_ms": 1,
                 *             "response": "text"
                 *           }
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["DetailedDeliveryDto"];
                };
            };
        };
        /** @description Done. */
        Delivery_redeliver_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *         "type": "token.issued",
                 *         "status": "pending",
                 *         "attempts": 1,
                 *         "next_attempt_at": "2026-11-22T09:00:00.000Z",
                 *         "last_attempt": {
                 *           "number": 1,
                 *           "at": "2026-11-22T09:00:00.000Z",
                 *           "status": 1,
                 *           "error": "address_not_public",
                 *           "duration_ms": 1
                 *         },
                 *         "created_at": "2026-11-22T09:00:00.000Z"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["DeliveryDto"];
                };
            };
        };
        /** @description Done. */
        Delivery_recover_200: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Cache-Control": components["headers"]["Cache-Control_2"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Token-Rotation": components["headers"]["X-Token-Rotation"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "success",
                 *       "data": {
                 *         "redelivered": 1,
                 *         "has_more": true
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    status: "success";
                    data: components["schemas"]["RecoveredDto"];
                };
            };
        };
    };
    parameters: {
        /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
        "Idempotency-Key": string;
        /** @description Its id. What cannot be one names nothing: 404. */
        id: string;
        /** @description How many there are on a page. */
        limit: number;
        /** @description `meta.next_cursor` of the page before, asked for in the same order. */
        cursor: string;
        /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
        workspace: string;
        /** @description What becomes of a line whose phone a contact has already: `refuse` reports it, `skip` leaves the contact as it is, `update` sets what the line names and leaves what its empty cells say nothing of (the token needs `contacts.update` too). With `skip` and `update` an import may be repeated. */
        on_duplicate: "refuse" | "skip" | "update";
        /** @description The beginnings of words in first name, last name, company, email and phone, in any order and case, with or without accents. Among very many contacts a page may have fewer than `limit`, or none, and a `next_cursor`. */
        search: string;
        /** @description Contacts of this type. */
        type: "lead" | "customer";
        /** @description In any form that a contact may be created with. */
        phone: string;
        /** @description Contacts with exactly this email address. */
        email: string;
        /** @description Contacts of exactly this company. */
        company: string;
        /** @description Contacts that carry this tag. */
        tag: string;
        /** @description Contacts that have this status. */
        status_id: string;
        /** @description Contacts that come from this source. */
        source_id: string;
        /** @description Contacts that are in this group. */
        group_id: string;
        /** @description Contacts that are assigned to this operator. */
        assignee_id: string;
        /** @description CSV, or a JSON object in each line. */
        format: "csv" | "jsonl";
        /** @description `-`: descending. */
        sort: "created_at" | "-created_at" | "updated_at" | "-updated_at" | "firstname" | "-firstname";
        /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
        "If-None-Match": string;
        /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
        "If-Match": string;
        /** @description `-`: descending. */
        sort_2: "created_at" | "-created_at" | "name" | "-name" | "position" | "-position";
        /** @description `-`: descending. */
        sort_3: "created_at" | "-created_at" | "name" | "-name";
        /** @description `-`: descending. */
        sort_4: "created_at" | "-created_at";
        /** @description Those of which this is known. */
        status: "queued" | "sent" | "delivered" | "read" | "failed" | "unknown";
        /** @description To this number, in E.164 form. */
        to: string;
        /** @description `-`: descending. */
        sort_5: "-last_message_at" | "last_message_at";
        /** @description Those that are so. */
        status_2: "open" | "closed";
        /** @description An operator’s; `none`: those that nobody has. */
        assignee_id_2: string;
        /** @description Whether a message waits to be read. */
        unread: boolean;
        /** @description `-`: descending. */
        sort_6: "created_at" | "-created_at" | "updated_at" | "-updated_at" | "title" | "-title";
        /** @description Deals in stages of this kind. */
        status_3: "open" | "won" | "lost";
        /** @description Deals in this pipeline. */
        pipeline_id: string;
        /** @description Deals in this stage. */
        stage_id: string;
        /** @description Deals with this contact. */
        contact_id: string;
        /** @description Deals of this operator. */
        owner_id: string;
        /** @description The first day, in UTC; by default the 30th before `to`, and that included. */
        from: string;
        /** @description The last day, in UTC; by default today. A report has 366 days at most. */
        to_2: string;
        /** @description What they are counted by. */
        group_by: "type" | "status" | "source";
        /** @description Of this token alone. */
        token_id: string;
        /** @description So many tokens one by one, the most used. */
        limit_2: number;
        /** @description Its id. What cannot be one names nothing: 404. */
        botId: string;
        /** @description Those that came to this. */
        status_4: "pending" | "delivered" | "failed" | "canceled";
        /** @description Those of this type. */
        type_2: "token.issued" | "token.updated" | "token.rotated" | "token.revoked" | "token.restored" | "token.expiring" | "token.rotation_due" | "token.exposed" | "tokens.revoked" | "tokens.transferred" | "quota.reached" | "contact.created" | "contact.updated" | "contact.deleted" | "message.received" | "message.sent" | "message.delivered" | "message.read" | "message.failed" | "message.unknown" | "webhook.deactivated" | "webhook.test";
        /** @description Its id. What cannot be one names nothing: 404. */
        deliveryId: string;
    };
    requestBodies: {
        ContactImport_import: {
            content: {
                /**
                 * @example firstname,phone,tags
                 *     Ada,+15550100,vip;new
                 */
                "text/csv": string;
            };
        };
        Contact_create: {
            content: {
                /**
                 * @example {
                 *       "firstname": "Ada",
                 *       "lastname": "Lovelace",
                 *       "phone": "+15550100",
                 *       "email": "ada@example.com",
                 *       "tags": [
                 *         "vip"
                 *       ],
                 *       "custom_fields": {
                 *         "plan": "gold"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["CreateContactDto"];
            };
        };
        Contact_update: {
            content: {
                /**
                 * @example {
                 *       "firstname": "Ada",
                 *       "lastname": "Lovelace",
                 *       "phone": "+15550100",
                 *       "email": "ada@example.com",
                 *       "tags": [
                 *         "vip"
                 *       ],
                 *       "custom_fields": {
                 *         "plan": "gold"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["UpdateContactDto"];
            };
        };
        Status_create: {
            content: {
                /**
                 * @example {
                 *       "name": "Partners",
                 *       "color": "#2e7d32"
                 *     }
                 */
                "application/json": components["schemas"]["CreateStatusDto"];
            };
        };
        Status_update: {
            content: {
                /**
                 * @example {
                 *       "name": "Partners",
                 *       "color": "#2e7d32"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateStatusDto"];
            };
        };
        Source_create: {
            content: {
                /**
                 * @example {
                 *       "name": "Partners"
                 *     }
                 */
                "application/json": components["schemas"]["CreateSourceDto"];
            };
        };
        Source_update: {
            content: {
                /**
                 * @example {
                 *       "name": "Partners"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateSourceDto"];
            };
        };
        Group_create: {
            content: {
                /**
                 * @example {
                 *       "name": "Partners"
                 *     }
                 */
                "application/json": components["schemas"]["CreateGroupDto"];
            };
        };
        Group_update: {
            content: {
                /**
                 * @example {
                 *       "name": "Partners"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateGroupDto"];
            };
        };
        Media_upload: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                };
            };
        };
        Message_send: {
            content: {
                /**
                 * @example {
                 *       "to": "+14155552671",
                 *       "text": "Your order is on its way."
                 *     }
                 */
                "application/json": components["schemas"]["SendTextDto"];
            };
        };
        Message_sendTemplate: {
            content: {
                /**
                 * @example {
                 *       "to": "+14155552671",
                 *       "template_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                 *       "parameters": [
                 *         "Ada",
                 *         "7"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SendTemplateDto"];
            };
        };
        Message_sendMedia: {
            content: {
                /**
                 * @example {
                 *       "to": "+14155552671",
                 *       "kind": "image",
                 *       "media_url": "https://cdn.example.com/invoice.pdf"
                 *     }
                 */
                "application/json": components["schemas"]["SendMediaDto"];
            };
        };
        Message_validatePhone: {
            content: {
                /**
                 * @example {
                 *       "phone": "+1 (415) 555-2671"
                 *     }
                 */
                "application/json": components["schemas"]["ValidatePhoneDto"];
            };
        };
        WhatsAppNumber_set: {
            content: {
                /**
                 * @example {
                 *       "phone_number_id": "106540352242922"
                 *     }
                 */
                "application/json": components["schemas"]["WhatsAppNumberDto"];
            };
        };
        Conversation_update: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["UpdateConversationDto"];
            };
        };
        Pipeline_create: {
            content: {
                /**
                 * @example {
                 *       "name": "Partners",
                 *       "stages": [
                 *         {
                 *           "name": "New",
                 *           "kind": "open"
                 *         },
                 *         {
                 *           "name": "Won",
                 *           "kind": "won"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CreatePipelineDto"];
            };
        };
        Pipeline_update: {
            content: {
                /**
                 * @example {
                 *       "name": "Partners",
                 *       "stages": [
                 *         {
                 *           "name": "New",
                 *           "kind": "open"
                 *         },
                 *         {
                 *           "name": "Won",
                 *           "kind": "won"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["UpdatePipelineDto"];
            };
        };
        Deal_create: {
            content: {
                /**
                 * @example {
                 *       "title": "Ten seats for Acme",
                 *       "amount": 120000,
                 *       "currency": "EUR",
                 *       "expected_close_date": "2026-11-30"
                 *     }
                 */
                "application/json": components["schemas"]["CreateDealDto"];
            };
        };
        Deal_update: {
            content: {
                /**
                 * @example {
                 *       "title": "Ten seats for Acme",
                 *       "amount": 120000,
                 *       "currency": "EUR",
                 *       "expected_close_date": "2026-11-30"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateDealDto"];
            };
        };
        Webhook_create: {
            content: {
                /**
                 * @example {
                 *       "url": "https://shop.example/hooks/latchkey",
                 *       "events": [
                 *         "token.*",
                 *         "contact.created"
                 *       ],
                 *       "description": "Billing"
                 *     }
                 */
                "application/json": components["schemas"]["CreateWebhookDto"];
            };
        };
        Webhook_update: {
            content: {
                /**
                 * @example {
                 *       "url": "https://shop.example/hooks/latchkey",
                 *       "events": [
                 *         "token.*",
                 *         "contact.created"
                 *       ],
                 *       "description": "Billing"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateWebhookDto"];
            };
        };
        Delivery_recover: {
            content: {
                /**
                 * @example {
                 *       "since": "2026-11-22T09:00:00.000Z"
                 *     }
                 */
                "application/json": components["schemas"]["RecoverDto"];
            };
        };
    };
    headers: {
        /** @description Names the request in our logs: the one that was sent with it, or a new one. */
        "X-Request-Id": string;
        /** @description Always the same. */
        "Cache-Control": string;
        /** @description Whether it may be kept. */
        "Cache-Control_2": string;
        /** @description Seconds until it is worth trying again. */
        "Retry-After": number;
        /** @description What the change did. `effective`: no replica decides by the old state on a request that arrives from now on; `acknowledged` replicas said so, `lapsed` ones said nothing until they could not decide any more. `pending` (202): it is committed, and nobody can tell yet whether every replica knows. */
        "X-Change-Receipt": string;
        /** @description RFC 6750: what is wrong with the credentials. */
        "WWW-Authenticate": string;
        /** @description RFC 6750: what is wrong with the credentials. */
        "WWW-Authenticate_2": string;
        /**
         * @description The first page, and the next if there is one (RFC 8288).
         * @example </api/contacts?cursor=WyItY3…>; rel="next", </api/contacts>; rel="first"
         */
        Link: string;
        /** @description What is left of each limit of the token; absent: it has none. draft-ietf-httpapi-ratelimit-headers-10. */
        RateLimit: string;
        /** @description The limits of the token; absent: it has none. */
        "RateLimit-Policy": string;
        /** @description The token was sent with a secret that has a successor, and is refused from then on. */
        "X-Token-Rotation": string;
        /** @description RFC 6750: what is wrong with the credentials. */
        "WWW-Authenticate_3": string;
        /** @description Where a route is missing: the action path that was asked for, and a pattern that would cover it. */
        "X-Token-Hint": string;
        /**
         * @description What the file is called.
         * @example attachment; filename="contacts.csv"
         */
        "Content-Disposition": string;
        /** @description Kept by the caller alone, who asks each time. */
        "Cache-Control_3": string;
        /** @description Of these bytes: for `If-None-Match` and `If-Match`. */
        ETag: string;
        /** @description Whose it is. */
        Vary: string;
        /** @description Always the same. */
        "Cache-Control_4": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    Session_login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "operator@acme.test",
                 *       "password": "correct horse battery staple"
                 *     }
                 */
                "application/json": components["schemas"]["LoginDto"];
            };
        };
        responses: {
            200: components["responses"]["Session_login_200"];
            400: components["responses"]["Refused_400"];
            /** @description Invalid email or password. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"];
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "Invalid email or password"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422"];
            /** @description Too many attempts. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"];
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Too Many Requests",
                     *       "status": 429,
                     *       "detail": "Too many attempts"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            503: components["responses"]["Refused_503"];
        };
    };
    Session_refresh: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "refresh_token": "text"
                 *     }
                 */
                "application/json": components["schemas"]["RefreshDto"];
            };
        };
        responses: {
            200: components["responses"]["Session_login_200"];
            400: components["responses"]["Refused_400"];
            /** @description Invalid refresh token. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"];
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "Invalid refresh token"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422"];
            503: components["responses"]["Refused_503"];
        };
    };
    Session_logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, and effective. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    "X-Change-Receipt": components["headers"]["X-Change-Receipt"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "message": "Logged out successfully"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: {
                            /** @enum {string} */
                            message: "Logged out successfully";
                        };
                    };
                };
            };
            /** @description Committed. Whether every replica knows of it cannot be told yet. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    "X-Change-Receipt": components["headers"]["X-Change-Receipt"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "message": "Logged out successfully"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: {
                            /** @enum {string} */
                            message: "Logged out successfully";
                        };
                    };
                };
            };
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            429: components["responses"]["Refused_429"];
            503: components["responses"]["Refused_503_2"];
        };
    };
    AccessTest_test: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "allowed_routes": [
                 *         "contacts/list",
                 *         "contacts/*\/fetch"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["TestAccessDto"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "endpoints": [
                     *           {
                     *             "method": "GET",
                     *             "paths": [
                     *               "/api/v1/{workspace}/contacts",
                     *               "/api/contacts"
                     *             ],
                     *             "action_path": "contacts/list",
                     *             "allowed": true,
                     *             "only": null,
                     *             "writes": true,
                     *             "refusal": null
                     *           }
                     *         ],
                     *         "unused_routes": []
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: components["schemas"]["TestedAccessDto"];
                    };
                };
            };
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_2"];
            429: components["responses"]["Refused_429"];
            503: components["responses"]["Refused_503_2"];
        };
    };
    ApiKeyAudit_read: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": [
                     *         {
                     *           "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *           "at": "2026-11-22T09:00:00.000Z",
                     *           "action": "token.refused",
                     *           "actor_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *           "detail": {
                     *             "reason": "expired"
                     *           }
                     *         }
                     *       ],
                     *       "meta": {
                     *         "next_cursor": "text"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: components["schemas"]["AuditEntryDto"][];
                        meta: {
                            next_cursor: string | null;
                        };
                    };
                };
            };
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403"];
            404: components["responses"]["Refused_404"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_2"];
            429: components["responses"]["Refused_429"];
            503: components["responses"]["Refused_503_2"];
        };
    };
    ApiKey_list: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description Only those that nobody has used, nor issued, for so many days. */
                unused_days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": [
                     *         {
                     *           "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *           "name": "text",
                     *           "key_prefix": "a1b2c3d4",
                     *           "last_used_at": "2026-11-22T09:00:00.000Z",
                     *           "expires_at": "2026-11-22T09:00:00.000Z",
                     *           "is_active": true,
                     *           "created_at": "2026-11-22T09:00:00.000Z",
                     *           "updated_at": "2026-11-22T09:00:00.000Z",
                     *           "profile": "apitk",
                     *           "abilities": [
                     *             "contacts.create"
                     *           ],
                     *           "allowed_routes": [
                     *             "text"
                     *           ],
                     *           "rate_limits": [
                     *             {
                     *               "limit": 60,
                     *               "window": "1m"
                     *             }
                     *           ],
                     *           "monthly_quota": 1,
                     *           "owner_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *           "exposed_at": null,
                     *           "superseded_secrets": [
                     *             {
                     *               "key_prefix": "text",
                     *               "superseded_at": "2026-11-22T09:00:00.000Z",
                     *               "grace_seconds": 1,
                     *               "until": "2026-11-22T09:00:00.000Z",
                     *               "last_used_at": "2026-11-22T09:00:00.000Z",
                     *               "requests": 1
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "meta": {
                     *         "next_cursor": "text"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: components["schemas"]["ApiKeyDto"][];
                        meta: {
                            next_cursor: string | null;
                        };
                    };
                };
            };
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_2"];
            429: components["responses"]["Refused_429"];
            503: components["responses"]["Refused_503_2"];
        };
    };
    ApiKey_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Production Integration",
                 *       "profile": "apitk",
                 *       "allowed_routes": [
                 *         "contacts/list",
                 *         "contacts/*\/fetch"
                 *       ],
                 *       "monthly_quota": 10000,
                 *       "expires_at": "2027-12-31T23:59:59Z"
                 *     }
                 */
                "application/json": components["schemas"]["CreateApiKeyDto"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *         "name": "text",
                     *         "key_prefix": "a1b2c3d4",
                     *         "last_used_at": "2026-11-22T09:00:00.000Z",
                     *         "expires_at": "2026-11-22T09:00:00.000Z",
                     *         "is_active": true,
                     *         "created_at": "2026-11-22T09:00:00.000Z",
                     *         "updated_at": "2026-11-22T09:00:00.000Z",
                     *         "profile": "apitk",
                     *         "abilities": [
                     *           "contacts.create"
                     *         ],
                     *         "allowed_routes": [
                     *           "text"
                     *         ],
                     *         "rate_limits": [
                     *           {
                     *             "limit": 60,
                     *             "window": "1m"
                     *           }
                     *         ],
                     *         "monthly_quota": 1,
                     *         "owner_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *         "exposed_at": null,
                     *         "superseded_secrets": [
                     *           {
                     *             "key_prefix": "text",
                     *             "superseded_at": "2026-11-22T09:00:00.000Z",
                     *             "grace_seconds": 1,
                     *             "until": "2026-11-22T09:00:00.000Z",
                     *             "last_used_at": "2026-11-22T09:00:00.000Z",
                     *             "requests": 1
                     *           }
                     *         ],
                     *         "key": "text",
                     *         "advice": [
                     *           "Say where it is used, as in: Production Website Integration"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: components["schemas"]["IssuedApiKeyDto"];
                    };
                };
            };
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401_2"];
            403: components["responses"]["Refused_403_2"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422"];
            429: components["responses"]["Refused_429_2"];
            503: components["responses"]["Refused_503"];
        };
    };
    ApiKey_revokeMany: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["RevokeManyDto"];
            };
        };
        responses: {
            /** @description Done, and effective. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    "X-Change-Receipt": components["headers"]["X-Change-Receipt"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "revoked": 1
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: components["schemas"]["RevokedManyDto"];
                    };
                };
            };
            /** @description Committed. Whether every replica knows of it cannot be told yet. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    "X-Change-Receipt": components["headers"]["X-Change-Receipt"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "revoked": 1
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: components["schemas"]["RevokedManyDto"];
                    };
                };
            };
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_2"];
            429: components["responses"]["Refused_429"];
            503: components["responses"]["Refused_503_2"];
        };
    };
    ApiKey_fetch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *         "name": "text",
                     *         "key_prefix": "a1b2c3d4",
                     *         "last_used_at": "2026-11-22T09:00:00.000Z",
                     *         "expires_at": "2026-11-22T09:00:00.000Z",
                     *         "is_active": true,
                     *         "created_at": "2026-11-22T09:00:00.000Z",
                     *         "updated_at": "2026-11-22T09:00:00.000Z",
                     *         "profile": "apitk",
                     *         "abilities": [
                     *           "contacts.create"
                     *         ],
                     *         "allowed_routes": [
                     *           "text"
                     *         ],
                     *         "rate_limits": [
                     *           {
                     *             "limit": 60,
                     *             "window": "1m"
                     *           }
                     *         ],
                     *         "monthly_quota": 1,
                     *         "owner_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *         "exposed_at": null,
                     *         "superseded_secrets": [
                     *           {
                     *             "key_prefix": "text",
                     *             "superseded_at": "2026-11-22T09:00:00.000Z",
                     *             "grace_seconds": 1,
                     *             "until": "2026-11-22T09:00:00.000Z",
                     *             "last_used_at": "2026-11-22T09:00:00.000Z",
                     *             "requests": 1
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: components["schemas"]["ApiKeyDto"];
                    };
                };
            };
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403"];
            404: components["responses"]["Refused_404"];
            406: components["responses"]["Refused_406"];
            429: components["responses"]["Refused_429"];
            503: components["responses"]["Refused_503_2"];
        };
    };
    ApiKey_remove: {
        parameters: {
            query?: {
                /** @description For the audit. */
                reason?: string;
            };
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, and effective. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    "X-Change-Receipt": components["headers"]["X-Change-Receipt"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "message": "API key deleted successfully"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: {
                            /** @enum {string} */
                            message: "API key deleted successfully";
                        };
                    };
                };
            };
            /** @description Committed. Whether every replica knows of it cannot be told yet. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    "X-Change-Receipt": components["headers"]["X-Change-Receipt"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "message": "API key deleted successfully"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: {
                            /** @enum {string} */
                            message: "API key deleted successfully";
                        };
                    };
                };
            };
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403"];
            404: components["responses"]["Refused_404"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_2"];
            429: components["responses"]["Refused_429"];
            503: components["responses"]["Refused_503_2"];
        };
    };
    ApiKey_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "allowed_routes": [
                 *         "contacts/list",
                 *         "contacts/*\/fetch"
                 *       ],
                 *       "monthly_quota": 10000,
                 *       "expires_at": "2027-12-31T23:59:59Z"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateApiKeyDto"];
            };
        };
        responses: {
            /** @description Done, and effective. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    "X-Change-Receipt": components["headers"]["X-Change-Receipt"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *         "name": "text",
                     *         "key_prefix": "a1b2c3d4",
                     *         "last_used_at": "2026-11-22T09:00:00.000Z",
                     *         "expires_at": "2026-11-22T09:00:00.000Z",
                     *         "is_active": true,
                     *         "created_at": "2026-11-22T09:00:00.000Z",
                     *         "updated_at": "2026-11-22T09:00:00.000Z",
                     *         "profile": "apitk",
                     *         "abilities": [
                     *           "contacts.create"
                     *         ],
                     *         "allowed_routes": [
                     *           "text"
                     *         ],
                     *         "rate_limits": [
                     *           {
                     *             "limit": 60,
                     *             "window": "1m"
                     *           }
                     *         ],
                     *         "monthly_quota": 1,
                     *         "owner_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *         "exposed_at": null,
                     *         "superseded_secrets": [
                     *           {
                     *             "key_prefix": "text",
                     *             "superseded_at": "2026-11-22T09:00:00.000Z",
                     *             "grace_seconds": 1,
                     *             "until": "2026-11-22T09:00:00.000Z",
                     *             "last_used_at": "2026-11-22T09:00:00.000Z",
                     *             "requests": 1
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: components["schemas"]["ApiKeyDto"];
                    };
                };
            };
            /** @description Committed. Whether every replica knows of it cannot be told yet. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    "X-Change-Receipt": components["headers"]["X-Change-Receipt"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *         "name": "text",
                     *         "key_prefix": "a1b2c3d4",
                     *         "last_used_at": "2026-11-22T09:00:00.000Z",
                     *         "expires_at": "2026-11-22T09:00:00.000Z",
                     *         "is_active": true,
                     *         "created_at": "2026-11-22T09:00:00.000Z",
                     *         "updated_at": "2026-11-22T09:00:00.000Z",
                     *         "profile": "apitk",
                     *         "abilities": [
                     *           "contacts.create"
                     *         ],
                     *         "allowed_routes": [
                     *           "text"
                     *         ],
                     *         "rate_limits": [
                     *           {
                     *             "limit": 60,
                     *             "window": "1m"
                     *           }
                     *         ],
                     *         "monthly_quota": 1,
                     *         "owner_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *         "exposed_at": null,
                     *         "superseded_secrets": [
                     *           {
                     *             "key_prefix": "text",
                     *             "superseded_at": "2026-11-22T09:00:00.000Z",
                     *             "grace_seconds": 1,
                     *             "until": "2026-11-22T09:00:00.000Z",
                     *             "last_used_at": "2026-11-22T09:00:00.000Z",
                     *             "requests": 1
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: components["schemas"]["ApiKeyDto"];
                    };
                };
            };
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403"];
            404: components["responses"]["Refused_404"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_2"];
            429: components["responses"]["Refused_429"];
            503: components["responses"]["Refused_503_2"];
        };
    };
    ApiKey_rotate: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["RotateApiKeyDto"];
            };
        };
        responses: {
            /** @description Done, and effective. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Change-Receipt": components["headers"]["X-Change-Receipt"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *         "name": "text",
                     *         "key_prefix": "a1b2c3d4",
                     *         "last_used_at": "2026-11-22T09:00:00.000Z",
                     *         "expires_at": "2026-11-22T09:00:00.000Z",
                     *         "is_active": true,
                     *         "created_at": "2026-11-22T09:00:00.000Z",
                     *         "updated_at": "2026-11-22T09:00:00.000Z",
                     *         "profile": "apitk",
                     *         "abilities": [
                     *           "contacts.create"
                     *         ],
                     *         "allowed_routes": [
                     *           "text"
                     *         ],
                     *         "rate_limits": [
                     *           {
                     *             "limit": 60,
                     *             "window": "1m"
                     *           }
                     *         ],
                     *         "monthly_quota": 1,
                     *         "owner_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *         "exposed_at": null,
                     *         "superseded_secrets": [
                     *           {
                     *             "key_prefix": "text",
                     *             "superseded_at": "2026-11-22T09:00:00.000Z",
                     *             "grace_seconds": 1,
                     *             "until": "2026-11-22T09:00:00.000Z",
                     *             "last_used_at": "2026-11-22T09:00:00.000Z",
                     *             "requests": 1
                     *           }
                     *         ],
                     *         "key": "text"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: components["schemas"]["CreatedApiKeyDto"];
                    };
                };
            };
            /** @description Committed. Whether every replica knows of it cannot be told yet. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Change-Receipt": components["headers"]["X-Change-Receipt"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *         "name": "text",
                     *         "key_prefix": "a1b2c3d4",
                     *         "last_used_at": "2026-11-22T09:00:00.000Z",
                     *         "expires_at": "2026-11-22T09:00:00.000Z",
                     *         "is_active": true,
                     *         "created_at": "2026-11-22T09:00:00.000Z",
                     *         "updated_at": "2026-11-22T09:00:00.000Z",
                     *         "profile": "apitk",
                     *         "abilities": [
                     *           "contacts.create"
                     *         ],
                     *         "allowed_routes": [
                     *           "text"
                     *         ],
                     *         "rate_limits": [
                     *           {
                     *             "limit": 60,
                     *             "window": "1m"
                     *           }
                     *         ],
                     *         "monthly_quota": 1,
                     *         "owner_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *         "exposed_at": null,
                     *         "superseded_secrets": [
                     *           {
                     *             "key_prefix": "text",
                     *             "superseded_at": "2026-11-22T09:00:00.000Z",
                     *             "grace_seconds": 1,
                     *             "until": "2026-11-22T09:00:00.000Z",
                     *             "last_used_at": "2026-11-22T09:00:00.000Z",
                     *             "requests": 1
                     *           }
                     *         ],
                     *         "key": "text"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: components["schemas"]["CreatedApiKeyDto"];
                    };
                };
            };
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401_2"];
            403: components["responses"]["Refused_403_2"];
            /** @description There is no such thing in this workspace. Another workspace’s answers the same. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"];
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "Contact not found"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422"];
            429: components["responses"]["Refused_429_2"];
            503: components["responses"]["Refused_503"];
        };
    };
    Import_import: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tokens": [
                 *         {
                 *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                 *           "of": "whole",
                 *           "display": "shop_3mJr",
                 *           "name": "Production Integration",
                 *           "allowed_routes": [
                 *             "contacts/list",
                 *             "contacts/*\/fetch"
                 *           ],
                 *           "monthly_quota": 10000,
                 *           "expires_at": "2027-12-31T23:59:59Z"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ImportApiKeysDto"];
            };
        };
        responses: {
            /** @description Done, and effective. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    "X-Change-Receipt": components["headers"]["X-Change-Receipt"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "tokens": [
                     *           {
                     *             "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *             "name": "text",
                     *             "key_prefix": "shop_3mJr",
                     *             "owner_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77"
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: components["schemas"]["ImportedApiKeysDto"];
                    };
                };
            };
            /** @description Committed. Whether every replica knows of it cannot be told yet. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    "X-Change-Receipt": components["headers"]["X-Change-Receipt"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "tokens": [
                     *           {
                     *             "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *             "name": "text",
                     *             "key_prefix": "shop_3mJr",
                     *             "owner_id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77"
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: components["schemas"]["ImportedApiKeysDto"];
                    };
                };
            };
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_2"];
            429: components["responses"]["Refused_429"];
            503: components["responses"]["Refused_503_2"];
        };
    };
    Team_list: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": [
                     *         {
                     *           "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *           "email": "ada@example.com",
                     *           "permissions": [
                     *             "contacts.write"
                     *           ],
                     *           "is_active": true,
                     *           "created_at": "2026-11-22T09:00:00.000Z",
                     *           "left_at": "2026-11-22T09:00:00.000Z"
                     *         }
                     *       ],
                     *       "meta": {
                     *         "next_cursor": "text"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: components["schemas"]["OperatorDto"][];
                        meta: {
                            next_cursor: string | null;
                        };
                    };
                };
            };
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_2"];
            429: components["responses"]["Refused_429"];
            503: components["responses"]["Refused_503_2"];
        };
    };
    Team_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@acme.test",
                 *       "password": "correct horse battery staple",
                 *       "permissions": [
                 *         "contacts.write"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CreateOperatorDto"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *         "email": "ada@example.com",
                     *         "permissions": [
                     *           "contacts.write"
                     *         ],
                     *         "is_active": true,
                     *         "created_at": "2026-11-22T09:00:00.000Z",
                     *         "left_at": "2026-11-22T09:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: components["schemas"]["OperatorDto"];
                    };
                };
            };
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_2"];
            429: components["responses"]["Refused_429"];
            503: components["responses"]["Refused_503_2"];
        };
    };
    Team_remove: {
        parameters: {
            query?: {
                /** @description Who gets their tokens: where the workspace’s `owner_leaves` is `transfer`, and only there. */
                transfer_to?: string;
            };
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, and effective. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    "X-Change-Receipt": components["headers"]["X-Change-Receipt"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *         "tokens": 1,
                     *         "policy": "revoke"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: components["schemas"]["RemovedOperatorDto"];
                    };
                };
            };
            /** @description Committed. Whether every replica knows of it cannot be told yet. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    "X-Change-Receipt": components["headers"]["X-Change-Receipt"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *         "tokens": 1,
                     *         "policy": "revoke"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: components["schemas"]["RemovedOperatorDto"];
                    };
                };
            };
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403"];
            404: components["responses"]["Refused_404"];
            406: components["responses"]["Refused_406"];
            409: components["responses"]["Refused_409"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_2"];
            429: components["responses"]["Refused_429"];
            503: components["responses"]["Refused_503_2"];
        };
    };
    Team_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["UpdateOperatorDto"];
            };
        };
        responses: {
            /** @description Done, and effective. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    "X-Change-Receipt": components["headers"]["X-Change-Receipt"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *         "email": "ada@example.com",
                     *         "permissions": [
                     *           "contacts.write"
                     *         ],
                     *         "is_active": true,
                     *         "created_at": "2026-11-22T09:00:00.000Z",
                     *         "left_at": "2026-11-22T09:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: components["schemas"]["OperatorDto"];
                    };
                };
            };
            /** @description Committed. Whether every replica knows of it cannot be told yet. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    "X-Change-Receipt": components["headers"]["X-Change-Receipt"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "id": "0198c5a2-7d3e-7c41-9b1f-2f0d6c1e8a77",
                     *         "email": "ada@example.com",
                     *         "permissions": [
                     *           "contacts.write"
                     *         ],
                     *         "is_active": true,
                     *         "created_at": "2026-11-22T09:00:00.000Z",
                     *         "left_at": "2026-11-22T09:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: components["schemas"]["OperatorDto"];
                    };
                };
            };
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403"];
            404: components["responses"]["Refused_404"];
            406: components["responses"]["Refused_406"];
            409: components["responses"]["Refused_409"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_2"];
            429: components["responses"]["Refused_429"];
            503: components["responses"]["Refused_503_2"];
        };
    };
    Workspace_fetch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "slug": "acme",
                     *         "name": "text",
                     *         "profile": "apitk",
                     *         "rate_limits": [
                     *           {
                     *             "limit": 60,
                     *             "window": "1m"
                     *           }
                     *         ],
                     *         "dashboard_only": true,
                     *         "owner_leaves": "revoke",
                     *         "token_shapes": [
                     *           {
                     *             "prefix": "shop_",
                     *             "length": 22,
                     *             "alphabet": "base58",
                     *             "of": "whole"
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: components["schemas"]["WorkspaceDto"];
                    };
                };
            };
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403"];
            406: components["responses"]["Refused_406"];
            429: components["responses"]["Refused_429"];
            503: components["responses"]["Refused_503_2"];
        };
    };
    Workspace_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "profile": "apitk"
                 *     }
                 */
                "application/json": components["schemas"]["UpdateWorkspaceDto"];
            };
        };
        responses: {
            /** @description Done, and effective. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    "X-Change-Receipt": components["headers"]["X-Change-Receipt"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "slug": "acme",
                     *         "name": "text",
                     *         "profile": "apitk",
                     *         "rate_limits": [
                     *           {
                     *             "limit": 60,
                     *             "window": "1m"
                     *           }
                     *         ],
                     *         "dashboard_only": true,
                     *         "owner_leaves": "revoke",
                     *         "token_shapes": [
                     *           {
                     *             "prefix": "shop_",
                     *             "length": 22,
                     *             "alphabet": "base58",
                     *             "of": "whole"
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: components["schemas"]["WorkspaceDto"];
                    };
                };
            };
            /** @description Committed. Whether every replica knows of it cannot be told yet. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    "X-Change-Receipt": components["headers"]["X-Change-Receipt"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "slug": "acme",
                     *         "name": "text",
                     *         "profile": "apitk",
                     *         "rate_limits": [
                     *           {
                     *             "limit": 60,
                     *             "window": "1m"
                     *           }
                     *         ],
                     *         "dashboard_only": true,
                     *         "owner_leaves": "revoke",
                     *         "token_shapes": [
                     *           {
                     *             "prefix": "shop_",
                     *             "length": 22,
                     *             "alphabet": "base58",
                     *             "of": "whole"
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: components["schemas"]["WorkspaceDto"];
                    };
                };
            };
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_2"];
            429: components["responses"]["Refused_429"];
            503: components["responses"]["Refused_503_2"];
        };
    };
    Self_self_in_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Self_self_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            406: components["responses"]["Refused_406"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Self_self: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Self_self_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            406: components["responses"]["Refused_406"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    TokenTemplate_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": [
                     *         {
                     *           "slug": "full-access",
                     *           "name": "Bot Session Create",
                     *           "description": "text",
                     *           "allowed_routes": [
                     *             "bot/<botId>/session/create"
                     *           ],
                     *           "parameters": [
                     *             "botId"
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: components["schemas"]["TokenTemplateDto"][];
                    };
                };
            };
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403"];
            406: components["responses"]["Refused_406"];
            429: components["responses"]["Refused_429"];
            503: components["responses"]["Refused_503_2"];
        };
    };
    ContactImport_import_in_workspace: {
        parameters: {
            query?: {
                /** @description What becomes of a line whose phone a contact has already: `refuse` reports it, `skip` leaves the contact as it is, `update` sets what the line names and leaves what its empty cells say nothing of (the token needs `contacts.update` too). With `skip` and `update` an import may be repeated. */
                on_duplicate?: components["parameters"]["on_duplicate"];
            };
            header?: never;
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["ContactImport_import"];
        responses: {
            200: components["responses"]["ContactImport_import_200"];
            400: components["responses"]["Refused_400_2"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413_2"];
            415: components["responses"]["Refused_415_2"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    ContactImport_import: {
        parameters: {
            query?: {
                /** @description What becomes of a line whose phone a contact has already: `refuse` reports it, `skip` leaves the contact as it is, `update` sets what the line names and leaves what its empty cells say nothing of (the token needs `contacts.update` too). With `skip` and `update` an import may be repeated. */
                on_duplicate?: components["parameters"]["on_duplicate"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["ContactImport_import"];
        responses: {
            200: components["responses"]["ContactImport_import_200"];
            400: components["responses"]["Refused_400_2"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413_2"];
            415: components["responses"]["Refused_415_2"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    ContactExport_export_in_workspace: {
        parameters: {
            query?: {
                /** @description The beginnings of words in first name, last name, company, email and phone, in any order and case, with or without accents. Among very many contacts a page may have fewer than `limit`, or none, and a `next_cursor`. */
                search?: components["parameters"]["search"];
                /** @description Contacts of this type. */
                type?: components["parameters"]["type"];
                /** @description In any form that a contact may be created with. */
                phone?: components["parameters"]["phone"];
                /** @description Contacts with exactly this email address. */
                email?: components["parameters"]["email"];
                /** @description Contacts of exactly this company. */
                company?: components["parameters"]["company"];
                /** @description Contacts that carry this tag. */
                tag?: components["parameters"]["tag"];
                /** @description Contacts that have this status. */
                status_id?: components["parameters"]["status_id"];
                /** @description Contacts that come from this source. */
                source_id?: components["parameters"]["source_id"];
                /** @description Contacts that are in this group. */
                group_id?: components["parameters"]["group_id"];
                /** @description Contacts that are assigned to this operator. */
                assignee_id?: components["parameters"]["assignee_id"];
                /** @description CSV, or a JSON object in each line. */
                format?: components["parameters"]["format"];
            };
            header?: never;
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ContactExport_export_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    ContactExport_export: {
        parameters: {
            query?: {
                /** @description The beginnings of words in first name, last name, company, email and phone, in any order and case, with or without accents. Among very many contacts a page may have fewer than `limit`, or none, and a `next_cursor`. */
                search?: components["parameters"]["search"];
                /** @description Contacts of this type. */
                type?: components["parameters"]["type"];
                /** @description In any form that a contact may be created with. */
                phone?: components["parameters"]["phone"];
                /** @description Contacts with exactly this email address. */
                email?: components["parameters"]["email"];
                /** @description Contacts of exactly this company. */
                company?: components["parameters"]["company"];
                /** @description Contacts that carry this tag. */
                tag?: components["parameters"]["tag"];
                /** @description Contacts that have this status. */
                status_id?: components["parameters"]["status_id"];
                /** @description Contacts that come from this source. */
                source_id?: components["parameters"]["source_id"];
                /** @description Contacts that are in this group. */
                group_id?: components["parameters"]["group_id"];
                /** @description Contacts that are assigned to this operator. */
                assignee_id?: components["parameters"]["assignee_id"];
                /** @description CSV, or a JSON object in each line. */
                format?: components["parameters"]["format"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ContactExport_export_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Contact_list_in_workspace: {
        parameters: {
            query?: {
                /** @description The beginnings of words in first name, last name, company, email and phone, in any order and case, with or without accents. Among very many contacts a page may have fewer than `limit`, or none, and a `next_cursor`. */
                search?: components["parameters"]["search"];
                /** @description Contacts of this type. */
                type?: components["parameters"]["type"];
                /** @description In any form that a contact may be created with. */
                phone?: components["parameters"]["phone"];
                /** @description Contacts with exactly this email address. */
                email?: components["parameters"]["email"];
                /** @description Contacts of exactly this company. */
                company?: components["parameters"]["company"];
                /** @description Contacts that carry this tag. */
                tag?: components["parameters"]["tag"];
                /** @description Contacts that have this status. */
                status_id?: components["parameters"]["status_id"];
                /** @description Contacts that come from this source. */
                source_id?: components["parameters"]["source_id"];
                /** @description Contacts that are in this group. */
                group_id?: components["parameters"]["group_id"];
                /** @description Contacts that are assigned to this operator. */
                assignee_id?: components["parameters"]["assignee_id"];
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Contact_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Contact_create_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Contact_create"];
        responses: {
            201: components["responses"]["Contact_create_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Contact_list: {
        parameters: {
            query?: {
                /** @description The beginnings of words in first name, last name, company, email and phone, in any order and case, with or without accents. Among very many contacts a page may have fewer than `limit`, or none, and a `next_cursor`. */
                search?: components["parameters"]["search"];
                /** @description Contacts of this type. */
                type?: components["parameters"]["type"];
                /** @description In any form that a contact may be created with. */
                phone?: components["parameters"]["phone"];
                /** @description Contacts with exactly this email address. */
                email?: components["parameters"]["email"];
                /** @description Contacts of exactly this company. */
                company?: components["parameters"]["company"];
                /** @description Contacts that carry this tag. */
                tag?: components["parameters"]["tag"];
                /** @description Contacts that have this status. */
                status_id?: components["parameters"]["status_id"];
                /** @description Contacts that come from this source. */
                source_id?: components["parameters"]["source_id"];
                /** @description Contacts that are in this group. */
                group_id?: components["parameters"]["group_id"];
                /** @description Contacts that are assigned to this operator. */
                assignee_id?: components["parameters"]["assignee_id"];
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Contact_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Contact_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Contact_create"];
        responses: {
            201: components["responses"]["Contact_create_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Contact_fetch_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Contact_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Contact_remove_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Contact_remove_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Contact_update_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Contact_update"];
        responses: {
            200: components["responses"]["Contact_update_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Contact_fetch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Contact_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Contact_remove: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Contact_remove_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Contact_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Contact_update"];
        responses: {
            200: components["responses"]["Contact_update_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Status_list_in_workspace: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_2"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Status_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Status_create_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Status_create"];
        responses: {
            201: components["responses"]["Status_create_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Status_list: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_2"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Status_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Status_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Status_create"];
        responses: {
            201: components["responses"]["Status_create_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Status_fetch_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Status_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Status_remove_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Status_remove_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Status_update_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Status_update"];
        responses: {
            200: components["responses"]["Status_update_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Status_fetch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Status_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Status_remove: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Status_remove_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Status_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Status_update"];
        responses: {
            200: components["responses"]["Status_update_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Source_list_in_workspace: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_3"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Source_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Source_create_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Source_create"];
        responses: {
            201: components["responses"]["Source_create_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Source_list: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_3"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Source_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Source_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Source_create"];
        responses: {
            201: components["responses"]["Source_create_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Source_fetch_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Source_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Source_remove_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Source_remove_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Source_update_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Source_update"];
        responses: {
            200: components["responses"]["Source_update_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Source_fetch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Source_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Source_remove: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Source_remove_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Source_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Source_update"];
        responses: {
            200: components["responses"]["Source_update_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Group_list_in_workspace: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_3"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Group_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Group_create_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Group_create"];
        responses: {
            201: components["responses"]["Group_create_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Group_list: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_3"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Group_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Group_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Group_create"];
        responses: {
            201: components["responses"]["Group_create_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Group_fetch_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Group_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Group_remove_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Group_remove_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Group_update_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Group_update"];
        responses: {
            200: components["responses"]["Group_update_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Group_fetch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Group_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Group_remove: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Group_remove_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Group_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Group_update"];
        responses: {
            200: components["responses"]["Group_update_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Template_list_in_workspace: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_3"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Template_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Template_list: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_3"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Template_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Template_fetch_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Template_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Template_fetch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Template_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    TemplateBot_list_in_workspace: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_3"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["TemplateBot_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    TemplateBot_list: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_3"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["TemplateBot_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    TemplateBot_fetch_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["TemplateBot_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    TemplateBot_fetch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["TemplateBot_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    MessageBot_list_in_workspace: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_3"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["MessageBot_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    MessageBot_list: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_3"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["MessageBot_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    MessageBot_fetch_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["MessageBot_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    MessageBot_fetch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["MessageBot_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Media_upload_in_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Media_upload"];
        responses: {
            201: components["responses"]["Media_upload_201"];
            400: components["responses"]["Refused_400_2"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            409: components["responses"]["Refused_409_2"];
            413: components["responses"]["Refused_413_2"];
            415: components["responses"]["Refused_415_2"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Media_upload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Media_upload"];
        responses: {
            201: components["responses"]["Media_upload_201"];
            400: components["responses"]["Refused_400_2"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            409: components["responses"]["Refused_409_2"];
            413: components["responses"]["Refused_413_2"];
            415: components["responses"]["Refused_415_2"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Message_send_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Message_send"];
        responses: {
            201: components["responses"]["Message_send_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Message_send: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Message_send"];
        responses: {
            201: components["responses"]["Message_send_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Message_sendTemplate_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Message_sendTemplate"];
        responses: {
            201: components["responses"]["Message_send_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Message_sendTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Message_sendTemplate"];
        responses: {
            201: components["responses"]["Message_send_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Message_sendMedia_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Message_sendMedia"];
        responses: {
            201: components["responses"]["Message_send_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Message_sendMedia: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Message_sendMedia"];
        responses: {
            201: components["responses"]["Message_send_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Message_validatePhone_in_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Message_validatePhone"];
        responses: {
            200: components["responses"]["Message_validatePhone_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Message_validatePhone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Message_validatePhone"];
        responses: {
            200: components["responses"]["Message_validatePhone_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Message_list_in_workspace: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_4"];
                /** @description Those of which this is known. */
                status?: components["parameters"]["status"];
                /** @description To this number, in E.164 form. */
                to?: components["parameters"]["to"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Message_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Message_list: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_4"];
                /** @description Those of which this is known. */
                status?: components["parameters"]["status"];
                /** @description To this number, in E.164 form. */
                to?: components["parameters"]["to"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Message_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Message_status_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Message_status_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Message_status: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Message_status_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_3"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    WhatsAppNumber_fetch_in_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["WhatsAppNumber_fetch_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_3"];
            406: components["responses"]["Refused_406"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    WhatsAppNumber_set_in_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["WhatsAppNumber_set"];
        responses: {
            200: components["responses"]["WhatsAppNumber_fetch_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    WhatsAppNumber_remove_in_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["WhatsAppNumber_remove_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_3"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    WhatsAppNumber_fetch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["WhatsAppNumber_fetch_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_3"];
            406: components["responses"]["Refused_406"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    WhatsAppNumber_set: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["WhatsAppNumber_set"];
        responses: {
            200: components["responses"]["WhatsAppNumber_fetch_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    WhatsAppNumber_remove: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["WhatsAppNumber_remove_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_3"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    WhatsAppWebhook_verify: {
        parameters: {
            query: {
                /** @description As Meta sends it. */
                "hub.mode": "subscribe";
                /** @description `WHATSAPP_VERIFY_TOKEN`. */
                "hub.verify_token": string;
                /** @description What is answered. */
                "hub.challenge": string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example 1158201444 */
                    "text/plain": string;
                };
            };
            400: components["responses"]["Refused_400"];
            /** @description The verify token is not right. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"];
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The verify token is not right"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            404: components["responses"]["Refused_404_4"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_2"];
            503: components["responses"]["Refused_503_2"];
        };
    };
    WhatsAppWebhook_take: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "success",
                     *       "data": {
                     *         "message": "Taken"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "success";
                        data: {
                            /** @enum {string} */
                            message: "Taken";
                        };
                    };
                };
            };
            400: components["responses"]["Refused_400"];
            /** @description The signature is not right. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDto"];
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The signature is not right"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            404: components["responses"]["Refused_404_4"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            503: components["responses"]["Refused_503_2"];
        };
    };
    Conversation_list_in_workspace: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_5"];
                /** @description Those that are so. */
                status?: components["parameters"]["status_2"];
                /** @description An operator’s; `none`: those that nobody has. */
                assignee_id?: components["parameters"]["assignee_id_2"];
                /** @description Whether a message waits to be read. */
                unread?: components["parameters"]["unread"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Conversation_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Conversation_list: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_5"];
                /** @description Those that are so. */
                status?: components["parameters"]["status_2"];
                /** @description An operator’s; `none`: those that nobody has. */
                assignee_id?: components["parameters"]["assignee_id_2"];
                /** @description Whether a message waits to be read. */
                unread?: components["parameters"]["unread"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Conversation_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Conversation_fetch_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Conversation_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Conversation_update_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Conversation_update"];
        responses: {
            200: components["responses"]["Conversation_update_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Conversation_fetch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Conversation_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Conversation_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Conversation_update"];
        responses: {
            200: components["responses"]["Conversation_update_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Conversation_messages_in_workspace: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Conversation_messages_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Conversation_messages: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Conversation_messages_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Conversation_read_in_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Conversation_update_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Conversation_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Conversation_update_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Pipeline_list_in_workspace: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_3"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Pipeline_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Pipeline_create_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Pipeline_create"];
        responses: {
            201: components["responses"]["Pipeline_create_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Pipeline_list: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_3"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Pipeline_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Pipeline_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Pipeline_create"];
        responses: {
            201: components["responses"]["Pipeline_create_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Pipeline_fetch_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Pipeline_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Pipeline_remove_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Pipeline_remove_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            409: components["responses"]["Refused_409_3"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Pipeline_update_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Pipeline_update"];
        responses: {
            200: components["responses"]["Pipeline_update_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            409: components["responses"]["Refused_409_3"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Pipeline_fetch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Pipeline_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Pipeline_remove: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Pipeline_remove_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            409: components["responses"]["Refused_409_3"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Pipeline_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Pipeline_update"];
        responses: {
            200: components["responses"]["Pipeline_update_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            409: components["responses"]["Refused_409_3"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Deal_list_in_workspace: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_6"];
                /** @description Deals in stages of this kind. */
                status?: components["parameters"]["status_3"];
                /** @description Deals in this pipeline. */
                pipeline_id?: components["parameters"]["pipeline_id"];
                /** @description Deals in this stage. */
                stage_id?: components["parameters"]["stage_id"];
                /** @description Deals with this contact. */
                contact_id?: components["parameters"]["contact_id"];
                /** @description Deals of this operator. */
                owner_id?: components["parameters"]["owner_id"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Deal_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Deal_create_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Deal_create"];
        responses: {
            201: components["responses"]["Deal_create_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Deal_list: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_6"];
                /** @description Deals in stages of this kind. */
                status?: components["parameters"]["status_3"];
                /** @description Deals in this pipeline. */
                pipeline_id?: components["parameters"]["pipeline_id"];
                /** @description Deals in this stage. */
                stage_id?: components["parameters"]["stage_id"];
                /** @description Deals with this contact. */
                contact_id?: components["parameters"]["contact_id"];
                /** @description Deals of this operator. */
                owner_id?: components["parameters"]["owner_id"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Deal_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Deal_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Deal_create"];
        responses: {
            201: components["responses"]["Deal_create_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Deal_fetch_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Deal_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Deal_remove_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Deal_remove_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Deal_update_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Deal_update"];
        responses: {
            200: components["responses"]["Deal_update_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Deal_fetch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Deal_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Deal_remove: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Deal_remove_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Deal_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Deal_update"];
        responses: {
            200: components["responses"]["Deal_update_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Report_messages_in_workspace: {
        parameters: {
            query?: {
                /** @description The first day, in UTC; by default the 30th before `to`, and that included. */
                from?: components["parameters"]["from"];
                /** @description The last day, in UTC; by default today. A report has 366 days at most. */
                to?: components["parameters"]["to_2"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Report_messages_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Report_messages: {
        parameters: {
            query?: {
                /** @description The first day, in UTC; by default the 30th before `to`, and that included. */
                from?: components["parameters"]["from"];
                /** @description The last day, in UTC; by default today. A report has 366 days at most. */
                to?: components["parameters"]["to_2"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Report_messages_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Report_contacts_in_workspace: {
        parameters: {
            query?: {
                /** @description The first day, in UTC; by default the 30th before `to`, and that included. */
                from?: components["parameters"]["from"];
                /** @description The last day, in UTC; by default today. A report has 366 days at most. */
                to?: components["parameters"]["to_2"];
                /** @description What they are counted by. */
                group_by?: components["parameters"]["group_by"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Report_messages_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Report_contacts: {
        parameters: {
            query?: {
                /** @description The first day, in UTC; by default the 30th before `to`, and that included. */
                from?: components["parameters"]["from"];
                /** @description The last day, in UTC; by default today. A report has 366 days at most. */
                to?: components["parameters"]["to_2"];
                /** @description What they are counted by. */
                group_by?: components["parameters"]["group_by"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Report_messages_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Report_usage_in_workspace: {
        parameters: {
            query?: {
                /** @description The first day, in UTC; by default the 30th before `to`, and that included. */
                from?: components["parameters"]["from"];
                /** @description The last day, in UTC; by default today. A report has 366 days at most. */
                to?: components["parameters"]["to_2"];
                /** @description Of this token alone. */
                token_id?: components["parameters"]["token_id"];
                /** @description So many tokens one by one, the most used. */
                limit?: components["parameters"]["limit_2"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Report_usage_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Report_usage: {
        parameters: {
            query?: {
                /** @description The first day, in UTC; by default the 30th before `to`, and that included. */
                from?: components["parameters"]["from"];
                /** @description The last day, in UTC; by default today. A report has 366 days at most. */
                to?: components["parameters"]["to_2"];
                /** @description Of this token alone. */
                token_id?: components["parameters"]["token_id"];
                /** @description So many tokens one by one, the most used. */
                limit?: components["parameters"]["limit_2"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Report_usage_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Bot_createSession_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                botId: components["parameters"]["botId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: components["responses"]["Bot_createSession_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Bot_createSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                botId: components["parameters"]["botId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: components["responses"]["Bot_createSession_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Bot_usage_in_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                botId: components["parameters"]["botId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Bot_usage_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Bot_usage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                botId: components["parameters"]["botId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Bot_usage_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Webhook_list_in_workspace: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_4"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Webhook_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Webhook_create_in_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Webhook_create"];
        responses: {
            201: components["responses"]["Webhook_create_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Webhook_list: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_4"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Webhook_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Webhook_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Webhook_create"];
        responses: {
            201: components["responses"]["Webhook_create_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Webhook_fetch_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Webhook_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Webhook_remove_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Webhook_remove_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Webhook_update_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Webhook_update"];
        responses: {
            200: components["responses"]["Webhook_update_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Webhook_fetch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Webhook_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Webhook_remove: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Webhook_remove_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Webhook_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that you read. If it has changed since, nothing is done, and the answer is 412. */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Webhook_update"];
        responses: {
            200: components["responses"]["Webhook_update_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            412: components["responses"]["Refused_412"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Webhook_rotateSecret_in_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Webhook_rotateSecret_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Webhook_rotateSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Webhook_rotateSecret_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Delivery_test_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: components["responses"]["Delivery_test_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            409: components["responses"]["Refused_409_4"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Delivery_test: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: components["responses"]["Delivery_test_201"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            409: components["responses"]["Refused_409_4"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Delivery_list_in_workspace: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_4"];
                /** @description Those that came to this. */
                status?: components["parameters"]["status_4"];
                /** @description Those of this type. */
                type?: components["parameters"]["type_2"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Delivery_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Delivery_list: {
        parameters: {
            query?: {
                /** @description How many there are on a page. */
                limit?: components["parameters"]["limit"];
                /** @description `meta.next_cursor` of the page before, asked for in the same order. */
                cursor?: components["parameters"]["cursor"];
                /** @description `-`: descending. */
                sort?: components["parameters"]["sort_4"];
                /** @description Those that came to this. */
                status?: components["parameters"]["status_4"];
                /** @description Those of this type. */
                type?: components["parameters"]["type_2"];
            };
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Delivery_list_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Delivery_fetch_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
                /** @description Its id. What cannot be one names nothing: 404. */
                deliveryId: components["parameters"]["deliveryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Delivery_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Delivery_fetch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an answer that you have. 304 without a body while it is still true. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
                /** @description Its id. What cannot be one names nothing: 404. */
                deliveryId: components["parameters"]["deliveryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Delivery_fetch_200"];
            304: components["responses"]["Contact_list_304"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Delivery_redeliver_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
                /** @description Its id. What cannot be one names nothing: 404. */
                deliveryId: components["parameters"]["deliveryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Delivery_redeliver_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            409: components["responses"]["Refused_409_4"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Delivery_redeliver: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
                /** @description Its id. What cannot be one names nothing: 404. */
                deliveryId: components["parameters"]["deliveryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Delivery_redeliver_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            409: components["responses"]["Refused_409_4"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Delivery_recover_in_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description The slug of the workspace that the credentials belong to; any other answers 401. */
                workspace: components["parameters"]["workspace"];
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Delivery_recover"];
        responses: {
            200: components["responses"]["Delivery_recover_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            409: components["responses"]["Refused_409_4"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Delivery_recover: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key of your choice, unique to this request. Sent again with the same key within a day, the request has no second effect and gets the first answer. The same key with another request: 422. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description Its id. What cannot be one names nothing: 404. */
                id: components["parameters"]["id"];
            };
            cookie?: never;
        };
        requestBody: components["requestBodies"]["Delivery_recover"];
        responses: {
            200: components["responses"]["Delivery_recover_200"];
            400: components["responses"]["Refused_400"];
            401: components["responses"]["Refused_401"];
            403: components["responses"]["Refused_403_4"];
            404: components["responses"]["Refused_404_2"];
            406: components["responses"]["Refused_406"];
            409: components["responses"]["Refused_409_4"];
            413: components["responses"]["Refused_413"];
            415: components["responses"]["Refused_415"];
            422: components["responses"]["Refused_422_3"];
            429: components["responses"]["Refused_429_3"];
            503: components["responses"]["Refused_503_3"];
        };
    };
    Health_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It runs. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_2"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
        };
    };
    Health_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Requests can be served. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_4"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "info": {
                     *         "postgresql": {
                     *           "status": "up"
                     *         },
                     *         "redis": {
                     *           "status": "up"
                     *         }
                     *       },
                     *       "error": {},
                     *       "details": {
                     *         "postgresql": {
                     *           "status": "up"
                     *         },
                     *         "redis": {
                     *           "status": "up"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                        /**
                         * @example {
                         *       "postgresql": {
                         *         "status": "up"
                         *       },
                         *       "redis": {
                         *         "status": "up"
                         *       }
                         *     }
                         */
                        info: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "down";
                                reason?: string;
                            };
                        };
                        /** @example {} */
                        error: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "down";
                                reason?: string;
                            };
                        };
                        /**
                         * @example {
                         *       "postgresql": {
                         *         "status": "up"
                         *       },
                         *       "redis": {
                         *         "status": "up"
                         *       }
                         *     }
                         */
                        details: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "down";
                                reason?: string;
                            };
                        };
                    };
                };
            };
            /** @description Something is missing, or the process was told to stop. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Cache-Control": components["headers"]["Cache-Control_4"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "error",
                     *       "info": {
                     *         "postgresql": {
                     *           "status": "up"
                     *         }
                     *       },
                     *       "error": {
                     *         "redis": {
                     *           "status": "down"
                     *         }
                     *       },
                     *       "details": {
                     *         "postgresql": {
                     *           "status": "up"
                     *         },
                     *         "redis": {
                     *           "status": "down"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "error";
                        /**
                         * @example {
                         *       "postgresql": {
                         *         "status": "up"
                         *       }
                         *     }
                         */
                        info: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "down";
                                reason?: string;
                            };
                        };
                        /**
                         * @example {
                         *       "redis": {
                         *         "status": "down"
                         *       }
                         *     }
                         */
                        error: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "down";
                                reason?: string;
                            };
                        };
                        /**
                         * @example {
                         *       "postgresql": {
                         *         "status": "up"
                         *       },
                         *       "redis": {
                         *         "status": "down"
                         *       }
                         *     }
                         */
                        details: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "down";
                                reason?: string;
                            };
                        };
                    };
                };
            };
        };
    };
}
