/* Written by test/openapi-client.test.ts from the server's OpenAPI: UPDATE_GOLDEN=1 writes it anew. */
export interface paths {
    "/analytics.js/v1/{key}/analytics.min.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The stock browser library (analytics.js), speaking to this installation */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The write key, for the script to read */
                    key: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change my password */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        currentPassword: string;
                        newPassword: string;
                        revokeOtherSessions?: boolean;
                    };
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/get-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in; null when nobody is */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/list-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sessions of the person signed in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/revoke-other-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End all my sessions but this one */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/revoke-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End one of my sessions */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        token: string;
                    };
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-in/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in. With two-factor on, answers twoFactorRedirect and waits for verify-totp */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: email */
                        email: string;
                        password: string;
                        /** @description false: until the browser closes */
                        rememberMe?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A code is wanted: verify-totp */
                            twoFactorRedirect?: boolean;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/two-factor/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switch two-factor off */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/two-factor/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin two-factor: a secret for the authenticator app and backup codes. On after the first verify-totp */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Each works once; shown only now */
                            backupCodes: string[];
                            /** @description otpauth://, for a QR code */
                            totpURI: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/two-factor/generate-backup-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** New backup codes; the old ones end */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Each works once; shown only now */
                            backupCodes: string[];
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/two-factor/verify-backup-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with a backup code; each works once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        /** @description Ask for no code on this device for 30 days */
                        trustDevice?: boolean;
                    };
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/two-factor/verify-totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give the code: completes a sign-in, or switches two-factor on */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description From the authenticator app */
                        code: string;
                        /** @description Ask for no code on this device for 30 days */
                        trustDevice?: boolean;
                    };
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/update-user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change my name */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept: set a name and a password, or be signed in already */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        password?: string;
                        /** @description What stands after # in the link */
                        token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The shop as it stands in URLs */
                            shop: string;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a link invites to */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description What stands after # in the link */
                        token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            email: string;
                            /** @description Sign in instead of setting a password */
                            has_account: boolean;
                            /** @enum {unknown} */
                            role: "owner" | "manager" | "marketer" | "service-agent" | "analyst" | "auditor";
                            shop: string;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who I am and where I work */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            email: string;
                            name: string;
                            operator: boolean;
                            shops: {
                                currency: string;
                                is_demo: boolean;
                                name: string;
                                permissions: ("analytics:read" | "audit:read" | "compliance:read" | "compliance:write" | "customers:merge" | "customers:read" | "customers:unmask" | "customers:write" | "dictionary:write" | "events:read" | "export:personal" | "imports:read" | "imports:write" | "keys:manage" | "orders:read" | "orders:write" | "products:read" | "products:write" | "shop:manage" | "shop:read" | "spend:read" | "spend:write" | "staff:manage" | "staff:read")[];
                                /** @enum {unknown} */
                                role: "owner" | "manager" | "marketer" | "service-agent" | "analyst" | "auditor";
                                slug: string;
                                time_zone: string;
                            }[];
                            two_factor_enabled: boolean;
                            user_id: string;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether this installation is to be set up */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description This process can fill a demo shop */
                            demo_offered: boolean;
                            /** @description There is no account yet: POST /api/setup makes the first */
                            needed: boolean;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Make the first account and the first shop
         * @description Once. Sign in afterwards.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description As the server printed it when it started */
                        code: string;
                        /** @description Fill a demo shop, called demo */
                        demo?: boolean;
                        /** Format: email */
                        email: string;
                        name: string;
                        password: string;
                        shop?: {
                            /** @description ISO 4217 */
                            currency: string;
                            name: string;
                            /** @description The shop as it stands in URLs */
                            slug: string;
                            /** @description IANA name; decides where a day begins */
                            time_zone: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            email: string;
                            shop: string | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup/demo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the demo shop is */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            done: number;
                            problem: null | {
                                code: string;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                            };
                            /** @enum {unknown} */
                            state: "none" | "generating" | "storing" | "done" | "failed";
                            total: number;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Fill the demo shop, or go on with it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            done: number;
                            problem: null | {
                                code: string;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                            };
                            /** @enum {unknown} */
                            state: "none" | "generating" | "storing" | "done" | "failed";
                            total: number;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shops I work in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            shops: {
                                currency: string;
                                is_demo: boolean;
                                name: string;
                                permissions: ("analytics:read" | "audit:read" | "compliance:read" | "compliance:write" | "customers:merge" | "customers:read" | "customers:unmask" | "customers:write" | "dictionary:write" | "events:read" | "export:personal" | "imports:read" | "imports:write" | "keys:manage" | "orders:read" | "orders:write" | "products:read" | "products:write" | "shop:manage" | "shop:read" | "spend:read" | "spend:write" | "staff:manage" | "staff:read")[];
                                /** @enum {unknown} */
                                role: "owner" | "manager" | "marketer" | "service-agent" | "analyst" | "auditor";
                                slug: string;
                                time_zone: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Open a shop and own it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description ISO 4217 */
                        currency: string;
                        name: string;
                        /** @description The shop as it stands in URLs */
                        slug: string;
                        /** @description IANA name; decides where a day begins */
                        time_zone: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            currency: string;
                            is_demo: boolean;
                            name: string;
                            slug: string;
                            time_zone: string;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One shop */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            currency: string;
                            is_demo: boolean;
                            name: string;
                            slug: string;
                            time_zone: string;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/analytics/key-figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Several measures over shop days, beside the days before and the same days last year */
        get: {
            parameters: {
                query: {
                    /** @description Step of the series: day, week (from Monday), month */
                    by?: string;
                    /** @description First shop day, inclusive */
                    from: string;
                    /** @description Codes of measures, by commas; twelve at most */
                    measures: string;
                    /** @description Last shop day, inclusive */
                    to: string;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description ISO 4217 */
                            currency: string;
                            figures: {
                                last_year: number | null;
                                measure: string;
                                previous: number | null;
                                series: {
                                    period: string;
                                    value: number | null;
                                }[];
                                /** @enum {unknown} */
                                unit: "count" | "money" | "ratio";
                                value: number | null;
                            }[];
                            /** @description Shop day, YYYY-MM-DD */
                            from: string;
                            /** @description The same days a year earlier */
                            last_year: {
                                /** @description Shop day, YYYY-MM-DD */
                                from: string;
                                /** @description Shop day, YYYY-MM-DD */
                                to: string;
                            };
                            /** @description Day of the first paid order; null: none yet */
                            orders_from: string | null;
                            /** @description Day of the last paid order */
                            orders_to: string | null;
                            /** @description Documents of the window that are left out, because they are not in the shop's currency */
                            other_currencies?: {
                                currency: string;
                                documents: number;
                            }[];
                            /** @description As many days, just before */
                            previous: {
                                /** @description Shop day, YYYY-MM-DD */
                                from: string;
                                /** @description Shop day, YYYY-MM-DD */
                                to: string;
                            };
                            /** @description Shop day, YYYY-MM-DD */
                            to: string;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/analytics/lifecycle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Customers by stage of their life with the shop */
        get: {
            parameters: {
                query: {
                    /** @description Active while the last order is fewer days ago */
                    active_days?: number;
                    /** @description Shop day, YYYY-MM-DD */
                    as_of: string;
                    /** @description Lost once the last order is as many days ago */
                    lost_days?: number;
                    /** @description in so many days */
                    loyal_days?: number;
                    /** @description Loyal from so many orders */
                    loyal_orders?: number;
                    /** @description New while the first order is fewer days ago */
                    new_days?: number;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Shop day, YYYY-MM-DD */
                            as_of: string;
                            stages: {
                                code: string;
                                customers: number;
                                definition: {
                                    en: string;
                                    zh: string;
                                };
                                label: {
                                    en: string;
                                    zh: string;
                                };
                                share: number | null;
                            }[];
                            thresholds: {
                                active_days: number;
                                lost_days: number;
                                loyal_days: number;
                                loyal_orders: number;
                                new_days: number;
                            };
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/analytics/measures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The catalogue of measures */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            dimensions: {
                                code: string;
                                definition: {
                                    en: string;
                                    zh: string;
                                };
                                label: {
                                    en: string;
                                    zh: string;
                                };
                            }[];
                            measures: {
                                /** @description Stable kebab-case name */
                                code: string;
                                definition: {
                                    en: string;
                                    zh: string;
                                };
                                denominator: {
                                    en: string;
                                    zh: string;
                                } | null;
                                /** @description What it can be split by */
                                dimensions: string[];
                                /** @enum {unknown} */
                                kind: "total" | "ratio" | "level";
                                label: {
                                    en: string;
                                    zh: string;
                                };
                                numerator: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description How refunds bear on it */
                                refunds: {
                                    en: string;
                                    zh: string;
                                };
                                /** @enum {unknown} */
                                unit: "count" | "money" | "ratio";
                                window: {
                                    en: string;
                                    zh: string;
                                };
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/analytics/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One measure over shop days */
        get: {
            parameters: {
                query: {
                    /** @description day, week (from Monday), month, quarter, year, or none */
                    by?: string;
                    /** @description One row for every value of it */
                    dimension?: string;
                    /** @description First shop day, inclusive */
                    from: string;
                    /** @description Code of a measure of the catalogue */
                    measure: string;
                    /** @description Last shop day, inclusive */
                    to: string;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description ISO 4217 */
                            currency: string;
                            measure: string;
                            /** @description Documents of the window that are left out, because they are not in the shop's currency */
                            other_currencies?: {
                                currency: string;
                                documents: number;
                            }[];
                            rows: ({
                                denominator: number | null;
                                numerator: number;
                                /** @description Day, Monday of the week, YYYY-MM, or from/to */
                                period: string;
                                value: number | null;
                            } & {
                                [key: string]: string;
                            })[];
                            /** @enum {unknown} */
                            unit: "count" | "money" | "ratio";
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/analytics/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who the customers are as of a day: groups, grid, quadrants, stages, provinces, channels */
        get: {
            parameters: {
                query?: {
                    /** @description Shop day, YYYY-MM-DD */
                    as_of?: string;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Much is more net sales than this median */
                            amount_cut: number | null;
                            /** @description Shop day, YYYY-MM-DD */
                            as_of: string;
                            average_net_sales: number | null;
                            buyers: number;
                            cells: {
                                average_net_sales: number | null;
                                customers: number;
                                frequency: number;
                                /** @description Minor units */
                                net_sales: number;
                                orders: number;
                                recency: number;
                                share: number | null;
                            }[];
                            channels: {
                                /** @description Of the customers, those with a paid order */
                                buyers: number;
                                customers: number;
                                /** @description Minor units */
                                net_sales: number;
                                /** @description Paid orders */
                                orders: number;
                                /** @description Of all of its kind; null over nobody */
                                share: number | null;
                                /** @description Empty = not known */
                                value: string;
                            }[];
                            /**
                             * Format: date-time
                             * @description Data of this moment
                             */
                            counted_at: string;
                            currency: string;
                            customers: number;
                            /** @description Buyers by paid orders and net sales, in bins */
                            density: {
                                customers: number;
                                /** @description Minor units */
                                net_sales: number;
                                orders_from: number;
                                /** @description null: or more */
                                orders_to: number | null;
                                /** @description Minor units; null: or less */
                                spend_from: number | null;
                                /** @description Minor units, inclusive; null: or more */
                                spend_to: number | null;
                            }[];
                            /** @description Often is more orders than this median */
                            frequency_cut: number | null;
                            groups: {
                                average_net_sales: number | null;
                                code: string;
                                customers: number;
                                label: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description 重要价值, ... */
                                name: string;
                                /** @description Minor units */
                                net_sales: number;
                                orders: number;
                                share: number | null;
                            }[];
                            /** @description Minor units; over all time up to the day */
                            net_sales: number;
                            orders: number;
                            provinces: {
                                /** @description Of the customers, those with a paid order */
                                buyers: number;
                                customers: number;
                                /** @description Minor units */
                                net_sales: number;
                                /** @description Paid orders */
                                orders: number;
                                /** @description Of all of its kind; null over nobody */
                                share: number | null;
                                /** @description Empty = not known */
                                value: string;
                            }[];
                            quadrants: {
                                code: string;
                                customers: number;
                                label: {
                                    en: string;
                                    zh: string;
                                };
                                name: string;
                                /** @description Minor units */
                                net_sales: number;
                                /** @description Paid orders */
                                orders: number;
                                /** @description Of all of its kind; null over nobody */
                                share: number | null;
                            }[];
                            stages: {
                                code: string;
                                customers: number;
                                definition: {
                                    en: string;
                                    zh: string;
                                };
                                label: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description Minor units */
                                net_sales: number;
                                /** @description Paid orders */
                                orders: number;
                                /** @description Of all of its kind; null over nobody */
                                share: number | null;
                            }[];
                            tiers: {
                                /** @description Of the customers, those with a paid order */
                                buyers: number;
                                customers: number;
                                /** @description Minor units */
                                net_sales: number;
                                /** @description Paid orders */
                                orders: number;
                                /** @description Of all of its kind; null over nobody */
                                share: number | null;
                                /** @description Empty = not known */
                                value: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/analytics/quadrants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Buyers by frequency and amount */
        get: {
            parameters: {
                query: {
                    /** @description Much from so much net sales; median unless given */
                    amount_cut?: number;
                    /** @description Shop day, YYYY-MM-DD */
                    as_of: string;
                    /** @description Often from so many paid orders; median unless given */
                    frequency_cut?: number;
                    /** @description Shop day, YYYY-MM-DD */
                    since?: string;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            amount_cut: {
                                /** @enum {unknown} */
                                rule: "above-median" | "from";
                                value: number | null;
                            };
                            /** @description Shop day, YYYY-MM-DD */
                            as_of: string;
                            currency: string;
                            frequency_cut: {
                                /** @enum {unknown} */
                                rule: "above-median" | "from";
                                value: number | null;
                            };
                            quadrants: {
                                code: string;
                                customers: number;
                                /** @description 高频高额, ... */
                                name: string;
                                /** @description Minor units */
                                net_sales: number;
                                orders: number;
                                share: number | null;
                            }[];
                            since: string | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/analytics/rfm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** RFM as of a day */
        get: {
            parameters: {
                query: {
                    /** @description Shop day, YYYY-MM-DD */
                    as_of: string;
                    /** @description High is above the mean score, or from this score up */
                    cut?: "mean" | "2" | "3" | "4" | "5";
                    /** @description Fewest paid orders for 2, 3, 4 and 5 points */
                    frequency?: string;
                    mode?: "quintile" | "thresholds";
                    /** @description Least net sales, minor units, for 2, 3, 4 and 5 points */
                    monetary?: string;
                    /** @description Longest days since the last order for 2, 3, 4 and 5 points */
                    recency?: string;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Shop day, YYYY-MM-DD */
                            as_of: string;
                            cells: {
                                average_net_sales: number | null;
                                customers: number;
                                frequency: number;
                                /** @description Minor units */
                                net_sales: number;
                                orders: number;
                                recency: number;
                                share: number | null;
                            }[];
                            currency: string;
                            /** @description Known customers with a paid order by the day */
                            customers: number;
                            cut: "mean" | number;
                            groups: {
                                average_net_sales: number | null;
                                code: string;
                                customers: number;
                                label: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description 重要价值, ... */
                                name: string;
                                /** @description Minor units */
                                net_sales: number;
                                orders: number;
                                share: number | null;
                            }[];
                            mean_scores: {
                                f: number | null;
                                m: number | null;
                                r: number | null;
                            };
                            mode: string;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/analytics/rfm/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Buyers of an RFM group, most net sales first */
        get: {
            parameters: {
                query: {
                    /** @description Shop day, YYYY-MM-DD */
                    as_of: string;
                    /** @description next_cursor of the page before */
                    cursor?: string;
                    /** @description High is above the mean score, or from this score up */
                    cut?: "mean" | "2" | "3" | "4" | "5";
                    /** @description Fewest paid orders for 2, 3, 4 and 5 points */
                    frequency?: string;
                    /** @description Code of a group; all buyers unless given */
                    group?: string;
                    limit?: number;
                    mode?: "quintile" | "thresholds";
                    /** @description Least net sales, minor units, for 2, 3, 4 and 5 points */
                    monetary?: string;
                    /** @description Longest days since the last order for 2, 3, 4 and 5 points */
                    recency?: string;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                customer_id: number;
                                frequency: number;
                                group: string;
                                /** @description Shop day, YYYY-MM-DD */
                                last_order_day: string;
                                monetary: number;
                                /** @description Minor units */
                                net_sales: number;
                                orders: number;
                                recency: number;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/analytics/rfm/moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Moves between RFM groups from one day to another */
        get: {
            parameters: {
                query: {
                    /** @description High is above the mean score, or from this score up */
                    cut?: "mean" | "2" | "3" | "4" | "5";
                    /** @description Fewest paid orders for 2, 3, 4 and 5 points */
                    frequency?: string;
                    /** @description Shop day, YYYY-MM-DD */
                    from: string;
                    mode?: "quintile" | "thresholds";
                    /** @description Least net sales, minor units, for 2, 3, 4 and 5 points */
                    monetary?: string;
                    /** @description Longest days since the last order for 2, 3, 4 and 5 points */
                    recency?: string;
                    /** @description Shop day, YYYY-MM-DD */
                    to: string;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Shop day, YYYY-MM-DD */
                            from: string;
                            moves: {
                                customers: number;
                                /** @description null: had not bought yet */
                                from_group: string | null;
                                to_group: string;
                            }[];
                            /** @description Shop day, YYYY-MM-DD */
                            to: string;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/charts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Saved charts: your own and shared ones */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            charts: {
                                /** Format: date-time */
                                changed_at: string;
                                chart_id: number;
                                is_own: boolean;
                                /** @description Seen by everybody who may see analyses */
                                is_shared: boolean;
                                /** @description By its maker, or whoever manages the shop */
                                may_change: boolean;
                                title: string;
                                /** @description To be sent with a change */
                                version: number;
                                /** @description null: saved by another version in words this one does not know */
                                view: {
                                    /** @description One of auto, table, bar, stacked-bar, line, area, pie, scatter, heat-map */
                                    chart: string;
                                    question: {
                                        /** @description Dimensions across the top */
                                        columns: string[];
                                        /**
                                         * @description With as many days before, or the same a year earlier
                                         * @default none
                                         * @enum {unknown}
                                         */
                                        compare: "none" | "previous" | "year";
                                        /** @default [] */
                                        filters: {
                                            dimension: string;
                                            /**
                                             * @description All but these
                                             * @default false
                                             */
                                            out: boolean;
                                            /** @description Empty text: without a value */
                                            values: string[];
                                        }[];
                                        /** @description Codes of measures */
                                        measures: string[];
                                        /** @description Dimensions down the side */
                                        rows: string[];
                                        /**
                                         * @description All other values of the dimension are counted as one
                                         * @default []
                                         */
                                        top: {
                                            /** @description Values that stand for themselves */
                                            count: number;
                                            dimension: string;
                                            /** @description The greatest of this one; of the first measure unless told */
                                            measure?: string;
                                        }[];
                                        /**
                                         * @description Totals and subtotals, counted and not added up
                                         * @default true
                                         */
                                        totals: boolean;
                                    };
                                    /** @description A preset such as last-30-days, or days as 2026-01-01..2026-01-31 */
                                    range: string;
                                    /**
                                     * @default value
                                     * @enum {unknown}
                                     */
                                    show: "value" | "share" | "running" | "rank";
                                    sort: {
                                        by: string;
                                        down: boolean;
                                    } | null;
                                } | null;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Save a chart
         * @description It is your own until it is shared.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        title: string;
                        view: {
                            /** @description One of auto, table, bar, stacked-bar, line, area, pie, scatter, heat-map */
                            chart: string;
                            question: {
                                /** @description Dimensions across the top */
                                columns: string[];
                                /**
                                 * @description With as many days before, or the same a year earlier
                                 * @default none
                                 * @enum {unknown}
                                 */
                                compare: "none" | "previous" | "year";
                                /** @default [] */
                                filters: {
                                    dimension: string;
                                    /**
                                     * @description All but these
                                     * @default false
                                     */
                                    out: boolean;
                                    /** @description Empty text: without a value */
                                    values: string[];
                                }[];
                                /** @description Codes of measures */
                                measures: string[];
                                /** @description Dimensions down the side */
                                rows: string[];
                                /**
                                 * @description All other values of the dimension are counted as one
                                 * @default []
                                 */
                                top: {
                                    /** @description Values that stand for themselves */
                                    count: number;
                                    dimension: string;
                                    /** @description The greatest of this one; of the first measure unless told */
                                    measure?: string;
                                }[];
                                /**
                                 * @description Totals and subtotals, counted and not added up
                                 * @default true
                                 */
                                totals: boolean;
                            };
                            /** @description A preset such as last-30-days, or days as 2026-01-01..2026-01-31 */
                            range: string;
                            /**
                             * @default value
                             * @enum {unknown}
                             */
                            show: "value" | "share" | "running" | "rank";
                            sort: {
                                by: string;
                                down: boolean;
                            } | null;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            changed_at: string;
                            chart_id: number;
                            is_own: boolean;
                            /** @description Seen by everybody who may see analyses */
                            is_shared: boolean;
                            /** @description By its maker, or whoever manages the shop */
                            may_change: boolean;
                            title: string;
                            /** @description To be sent with a change */
                            version: number;
                            /** @description null: saved by another version in words this one does not know */
                            view: {
                                /** @description One of auto, table, bar, stacked-bar, line, area, pie, scatter, heat-map */
                                chart: string;
                                question: {
                                    /** @description Dimensions across the top */
                                    columns: string[];
                                    /**
                                     * @description With as many days before, or the same a year earlier
                                     * @default none
                                     * @enum {unknown}
                                     */
                                    compare: "none" | "previous" | "year";
                                    /** @default [] */
                                    filters: {
                                        dimension: string;
                                        /**
                                         * @description All but these
                                         * @default false
                                         */
                                        out: boolean;
                                        /** @description Empty text: without a value */
                                        values: string[];
                                    }[];
                                    /** @description Codes of measures */
                                    measures: string[];
                                    /** @description Dimensions down the side */
                                    rows: string[];
                                    /**
                                     * @description All other values of the dimension are counted as one
                                     * @default []
                                     */
                                    top: {
                                        /** @description Values that stand for themselves */
                                        count: number;
                                        dimension: string;
                                        /** @description The greatest of this one; of the first measure unless told */
                                        measure?: string;
                                    }[];
                                    /**
                                     * @description Totals and subtotals, counted and not added up
                                     * @default true
                                     */
                                    totals: boolean;
                                };
                                /** @description A preset such as last-30-days, or days as 2026-01-01..2026-01-31 */
                                range: string;
                                /**
                                 * @default value
                                 * @enum {unknown}
                                 */
                                show: "value" | "share" | "running" | "rank";
                                sort: {
                                    by: string;
                                    down: boolean;
                                } | null;
                            } | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/charts/{chart}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A saved chart */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    chart: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            changed_at: string;
                            chart_id: number;
                            is_own: boolean;
                            /** @description Seen by everybody who may see analyses */
                            is_shared: boolean;
                            /** @description By its maker, or whoever manages the shop */
                            may_change: boolean;
                            title: string;
                            /** @description To be sent with a change */
                            version: number;
                            /** @description null: saved by another version in words this one does not know */
                            view: {
                                /** @description One of auto, table, bar, stacked-bar, line, area, pie, scatter, heat-map */
                                chart: string;
                                question: {
                                    /** @description Dimensions across the top */
                                    columns: string[];
                                    /**
                                     * @description With as many days before, or the same a year earlier
                                     * @default none
                                     * @enum {unknown}
                                     */
                                    compare: "none" | "previous" | "year";
                                    /** @default [] */
                                    filters: {
                                        dimension: string;
                                        /**
                                         * @description All but these
                                         * @default false
                                         */
                                        out: boolean;
                                        /** @description Empty text: without a value */
                                        values: string[];
                                    }[];
                                    /** @description Codes of measures */
                                    measures: string[];
                                    /** @description Dimensions down the side */
                                    rows: string[];
                                    /**
                                     * @description All other values of the dimension are counted as one
                                     * @default []
                                     */
                                    top: {
                                        /** @description Values that stand for themselves */
                                        count: number;
                                        dimension: string;
                                        /** @description The greatest of this one; of the first measure unless told */
                                        measure?: string;
                                    }[];
                                    /**
                                     * @description Totals and subtotals, counted and not added up
                                     * @default true
                                     */
                                    totals: boolean;
                                };
                                /** @description A preset such as last-30-days, or days as 2026-01-01..2026-01-31 */
                                range: string;
                                /**
                                 * @default value
                                 * @enum {unknown}
                                 */
                                show: "value" | "share" | "running" | "rank";
                                sort: {
                                    by: string;
                                    down: boolean;
                                } | null;
                            } | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete a chart; it leaves every dashboard */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    chart: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Change, share or take back a chart */
        patch: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    chart: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        is_shared?: boolean;
                        title?: string;
                        version: number;
                        view?: {
                            /** @description One of auto, table, bar, stacked-bar, line, area, pie, scatter, heat-map */
                            chart: string;
                            question: {
                                /** @description Dimensions across the top */
                                columns: string[];
                                /**
                                 * @description With as many days before, or the same a year earlier
                                 * @default none
                                 * @enum {unknown}
                                 */
                                compare: "none" | "previous" | "year";
                                /** @default [] */
                                filters: {
                                    dimension: string;
                                    /**
                                     * @description All but these
                                     * @default false
                                     */
                                    out: boolean;
                                    /** @description Empty text: without a value */
                                    values: string[];
                                }[];
                                /** @description Codes of measures */
                                measures: string[];
                                /** @description Dimensions down the side */
                                rows: string[];
                                /**
                                 * @description All other values of the dimension are counted as one
                                 * @default []
                                 */
                                top: {
                                    /** @description Values that stand for themselves */
                                    count: number;
                                    dimension: string;
                                    /** @description The greatest of this one; of the first measure unless told */
                                    measure?: string;
                                }[];
                                /**
                                 * @description Totals and subtotals, counted and not added up
                                 * @default true
                                 */
                                totals: boolean;
                            };
                            /** @description A preset such as last-30-days, or days as 2026-01-01..2026-01-31 */
                            range: string;
                            /**
                             * @default value
                             * @enum {unknown}
                             */
                            show: "value" | "share" | "running" | "rank";
                            sort: {
                                by: string;
                                down: boolean;
                            } | null;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            changed_at: string;
                            chart_id: number;
                            is_own: boolean;
                            /** @description Seen by everybody who may see analyses */
                            is_shared: boolean;
                            /** @description By its maker, or whoever manages the shop */
                            may_change: boolean;
                            title: string;
                            /** @description To be sent with a change */
                            version: number;
                            /** @description null: saved by another version in words this one does not know */
                            view: {
                                /** @description One of auto, table, bar, stacked-bar, line, area, pie, scatter, heat-map */
                                chart: string;
                                question: {
                                    /** @description Dimensions across the top */
                                    columns: string[];
                                    /**
                                     * @description With as many days before, or the same a year earlier
                                     * @default none
                                     * @enum {unknown}
                                     */
                                    compare: "none" | "previous" | "year";
                                    /** @default [] */
                                    filters: {
                                        dimension: string;
                                        /**
                                         * @description All but these
                                         * @default false
                                         */
                                        out: boolean;
                                        /** @description Empty text: without a value */
                                        values: string[];
                                    }[];
                                    /** @description Codes of measures */
                                    measures: string[];
                                    /** @description Dimensions down the side */
                                    rows: string[];
                                    /**
                                     * @description All other values of the dimension are counted as one
                                     * @default []
                                     */
                                    top: {
                                        /** @description Values that stand for themselves */
                                        count: number;
                                        dimension: string;
                                        /** @description The greatest of this one; of the first measure unless told */
                                        measure?: string;
                                    }[];
                                    /**
                                     * @description Totals and subtotals, counted and not added up
                                     * @default true
                                     */
                                    totals: boolean;
                                };
                                /** @description A preset such as last-30-days, or days as 2026-01-01..2026-01-31 */
                                range: string;
                                /**
                                 * @default value
                                 * @enum {unknown}
                                 */
                                show: "value" | "share" | "running" | "rank";
                                sort: {
                                    by: string;
                                    down: boolean;
                                } | null;
                            } | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/shops/{shop}/compliance/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who looked at or changed what, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description Such as customers.unmask */
                    act?: string;
                    /** @description next_cursor of the page before */
                    cursor?: string;
                    limit?: number;
                    /** @description Such as customer:12 */
                    subject?: string;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            entries: {
                                act: string;
                                actor: string;
                                /** Format: date-time */
                                at: string;
                                details: {
                                    [key: string]: unknown;
                                };
                                entry_id: number;
                                /** @description SHA-256 of the chain up to here, hex */
                                hash: string | null;
                                reason: string | null;
                                /** @description Place in the chain of the shop */
                                seq: number | null;
                                subject: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/compliance/audit-log/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the audit log is as it was written, and its head */
        get: {
            parameters: {
                query?: {
                    noted_entries?: number;
                    noted_hash?: string;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Entries from before there was a chain, hashed together */
                            before_chain: number;
                            broken: {
                                entry_id: number | null;
                                fault: string;
                                seq: number;
                            } | null;
                            /** @description Entries in the chain */
                            entries: number;
                            /** @description Hash of the last entry, hex; note it elsewhere with the count */
                            head: string;
                            sound: boolean;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/compliance/contact-caps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How often anybody may be contacted at most */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            caps: {
                                /** @enum {unknown} */
                                channel: "any" | "sms" | "e-mail" | "wechat" | "app-push" | "phone" | "mini-program";
                                days: number;
                                most: number;
                                /** @enum {unknown} */
                                purpose: "any" | "marketing" | "profiling" | "personalised-recommendation" | "analytics" | "service" | "sensitive-data" | "third-party-sharing";
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Set all caps of contacts */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        caps: {
                            /** @enum {unknown} */
                            channel: "any" | "sms" | "e-mail" | "wechat" | "app-push" | "phone" | "mini-program";
                            days: number;
                            most: number;
                            /** @enum {unknown} */
                            purpose: "any" | "marketing" | "profiling" | "personalised-recommendation" | "analytics" | "service" | "sensitive-data" | "third-party-sharing";
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            caps: {
                                /** @enum {unknown} */
                                channel: "any" | "sms" | "e-mail" | "wechat" | "app-push" | "phone" | "mini-program";
                                days: number;
                                most: number;
                                /** @enum {unknown} */
                                purpose: "any" | "marketing" | "profiling" | "personalised-recommendation" | "analytics" | "service" | "sensitive-data" | "third-party-sharing";
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/compliance/customers/{customer}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a customer consented to, what stands of it, and its history */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    customer: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            customer_id: number;
                            flags: {
                                /** @description Under 14; null = unknown */
                                minor: boolean | null;
                                restricted: boolean;
                            };
                            history: {
                                /** Format: date-time */
                                at: string;
                                by_guardian: boolean;
                                channel: string;
                                consent_id: number;
                                evidence: {
                                    [key: string]: unknown;
                                };
                                notice: string | null;
                                notice_version: number | null;
                                person_id: number;
                                purpose: string;
                                /** Format: date-time */
                                recorded_at: string;
                                recorded_by: string;
                                source: string;
                                state: string;
                            }[];
                            standing: {
                                allowed: boolean;
                                channel: string;
                                purpose: string;
                                reason: ("erased" | "restricted" | "minor-without-guardian" | "withdrawn" | "no-consent" | "held-out" | "cap-reached" | "quiet-hours") | null;
                                state: ("granted" | "withdrawn") | null;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Record a consent given or withdrawn, with its evidence */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    customer: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: date-time */
                        at?: string;
                        /** @description Said by the guardian of a person under 14 */
                        by_guardian?: boolean;
                        /** @enum {unknown} */
                        channel: "any" | "sms" | "e-mail" | "wechat" | "app-push" | "phone" | "mini-program";
                        evidence?: {
                            /** @description Number of the call, message, sheet or import */
                            reference?: string;
                            /** @description Page or screen it was said on */
                            screen?: string;
                            /** @description Id of the words beside the box */
                            wording?: string;
                        };
                        notice?: {
                            /** @description Which */
                            notice: string;
                            version: number;
                        };
                        /** @enum {unknown} */
                        purpose: "marketing" | "profiling" | "personalised-recommendation" | "analytics" | "service" | "sensitive-data" | "third-party-sharing";
                        /** @enum {unknown} */
                        source: "screen" | "agent" | "paper" | "phone-call" | "message" | "import";
                        /** @enum {unknown} */
                        state: "granted" | "withdrawn";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            customer_id: number;
                            flags: {
                                /** @description Under 14; null = unknown */
                                minor: boolean | null;
                                restricted: boolean;
                            };
                            history: {
                                /** Format: date-time */
                                at: string;
                                by_guardian: boolean;
                                channel: string;
                                consent_id: number;
                                evidence: {
                                    [key: string]: unknown;
                                };
                                notice: string | null;
                                notice_version: number | null;
                                person_id: number;
                                purpose: string;
                                /** Format: date-time */
                                recorded_at: string;
                                recorded_by: string;
                                source: string;
                                state: string;
                            }[];
                            standing: {
                                allowed: boolean;
                                channel: string;
                                purpose: string;
                                reason: ("erased" | "restricted" | "minor-without-guardian" | "withdrawn" | "no-consent" | "held-out" | "cap-reached" | "quiet-hours") | null;
                                state: ("granted" | "withdrawn") | null;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/compliance/customers/{customer}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Contacts made with a customer, what counts against caps, and whether one may be made now */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    customer: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            caps: {
                                /** @enum {unknown} */
                                channel: "any" | "sms" | "e-mail" | "wechat" | "app-push" | "phone" | "mini-program";
                                days: number;
                                /** @description Contacts that count against it */
                                made: number;
                                most: number;
                                /** @enum {unknown} */
                                purpose: "any" | "marketing" | "profiling" | "personalised-recommendation" | "analytics" | "service" | "sensitive-data" | "third-party-sharing";
                            }[];
                            /** @description The last 100, newest first */
                            made: {
                                /** Format: date-time */
                                at: string;
                                channel: string;
                                purpose: string;
                                recorded_by: string;
                            }[];
                            /** @description What the gate answers at this moment, by channel and purpose */
                            now: {
                                allowed: boolean;
                                /** @enum {unknown} */
                                channel: "sms" | "e-mail" | "wechat" | "app-push" | "phone" | "mini-program";
                                /** @enum {unknown} */
                                purpose: "marketing" | "service";
                                reason: ("erased" | "restricted" | "minor-without-guardian" | "withdrawn" | "no-consent" | "held-out" | "cap-reached" | "quiet-hours") | null;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/compliance/customers/{customer}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an erasure would take away, and what must stay by which law */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    customer: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description To be given back to erase */
                            confirmation: string;
                            customer_id: number;
                            holdings: {
                                count: number;
                                domain: string;
                                label: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description By which law it stays; null: it goes */
                                stays: {
                                    en: string;
                                    zh: string;
                                } | null;
                                what: string;
                            }[];
                            person_ids: number[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Erase a customer everywhere, with the confirmation of the preview */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    customer: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        confirmation: string;
                        /** @description Why; no personal values */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            erasure_id: number;
                            person_ids: number[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/compliance/customers/{customer}/permission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a customer may be contacted, or profiled, for a purpose */
        get: {
            parameters: {
                query?: {
                    channel?: "sms" | "e-mail" | "wechat" | "app-push" | "phone" | "mini-program";
                    purpose?: "marketing" | "profiling" | "personalised-recommendation" | "analytics" | "service" | "sensitive-data" | "third-party-sharing";
                };
                header?: never;
                path: {
                    customer: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            allowed: boolean;
                            reason: ("erased" | "restricted" | "minor-without-guardian" | "withdrawn" | "no-consent" | "held-out" | "cap-reached" | "quiet-hours") | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/compliance/customers/{customer}/personal-data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A copy of everything held on a customer, in clear; on the audit log */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    customer: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; no personal values */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            customer_id: number;
                            data: {
                                [key: string]: unknown;
                            };
                            format: string;
                            /** Format: date-time */
                            made_at: string;
                            person_ids: number[];
                            shop_id: number;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/compliance/customers/{customer}/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record a request */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    customer: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        kind: "access" | "correct" | "delete" | "restrict" | "lift-restriction" | "explain" | "withdraw";
                        /** @description No personal values */
                        note?: string;
                        /**
                         * Format: date-time
                         * @description Now unless told
                         */
                        received_at?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            customer_id: number;
                            decision: string | null;
                            /**
                             * Format: date
                             * @description 15 working days after it came
                             */
                            due_day: string;
                            kind: string;
                            note: string | null;
                            /** Format: date-time */
                            received_at: string;
                            request_id: number;
                            state: string;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/compliance/holdout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Share of customers held out of everything */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Hundredths of a per cent: 500 = 5 % */
                            share: number;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Set the share held out */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Hundredths of a per cent: 500 = 5 % */
                        share: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Hundredths of a per cent: 500 = 5 % */
                            share: number;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/compliance/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Wordings of notices, every version */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            notices: {
                                notice: string;
                                /** Format: date-time */
                                published_at: string;
                                published_by: string;
                                text: {
                                    en: string;
                                    zh: string;
                                };
                                version: number;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Publish the next version of a notice */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        notice: string;
                        text: {
                            en: string;
                            zh: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            notice: string;
                            /** Format: date-time */
                            published_at: string;
                            published_by: string;
                            text: {
                                en: string;
                                zh: string;
                            };
                            version: number;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/compliance/quiet-hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When nobody is contacted but for what they ordered */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description null: never quiet */
                            quiet_hours: {
                                /** @description By the shop's clock */
                                from: string;
                                /** @description By the shop's clock */
                                until: string;
                            } | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Set the quiet hours */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description null: never quiet */
                        quiet_hours: {
                            /** @description By the shop's clock */
                            from: string;
                            /** @description By the shop's clock */
                            until: string;
                        } | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description null: never quiet */
                            quiet_hours: {
                                /** @description By the shop's clock */
                                from: string;
                                /** @description By the shop's clock */
                                until: string;
                            } | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/compliance/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests of persons concerned: open ones first, soonest due at the top */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            requests: {
                                customer_id: number;
                                decision: string | null;
                                /**
                                 * Format: date
                                 * @description 15 working days after it came
                                 */
                                due_day: string;
                                kind: string;
                                note: string | null;
                                /** Format: date-time */
                                received_at: string;
                                request_id: number;
                                state: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/compliance/requests/{request}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a request; restriction and withdrawal take effect with it */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    request: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; no personal values */
                        decision: string;
                        /** @enum {unknown} */
                        state: "done" | "refused";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            customer_id: number;
                            decision: string | null;
                            /**
                             * Format: date
                             * @description 15 working days after it came
                             */
                            due_day: string;
                            kind: string;
                            note: string | null;
                            /** Format: date-time */
                            received_at: string;
                            request_id: number;
                            state: string;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/compliance/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Terms of retention, and what a run would drop now */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            entries: {
                                before: string | null;
                                /** @enum {unknown} */
                                class: "ordinary" | "personal" | "sensitive";
                                goes: {
                                    en: string;
                                    zh: string;
                                };
                                label: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description null: kept without a term */
                                months: number | null;
                                /** @description Instant of the oldest of them */
                                oldest: string | null;
                                purpose: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description What a run would drop now */
                                rows: number;
                                stays: {
                                    en: string;
                                    zh: string;
                                };
                                /** @enum {unknown} */
                                subject: "events" | "reject-files" | "former-values" | "personal-traits" | "sensitive-traits" | "notes" | "receivers";
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/compliance/retention/{subject}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set a term
         * @description Drops nothing yet: ask for the preview, then run.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                    subject: "events" | "reject-files" | "former-values" | "personal-traits" | "sensitive-traits" | "notes" | "receivers";
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Whole months kept besides the present one */
                        months: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            entries: {
                                before: string | null;
                                /** @enum {unknown} */
                                class: "ordinary" | "personal" | "sensitive";
                                goes: {
                                    en: string;
                                    zh: string;
                                };
                                label: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description null: kept without a term */
                                months: number | null;
                                /** @description Instant of the oldest of them */
                                oldest: string | null;
                                purpose: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description What a run would drop now */
                                rows: number;
                                stays: {
                                    en: string;
                                    zh: string;
                                };
                                /** @enum {unknown} */
                                subject: "events" | "reject-files" | "former-values" | "personal-traits" | "sensitive-traits" | "notes" | "receivers";
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Keep without a term */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                    subject: "events" | "reject-files" | "former-values" | "personal-traits" | "sensitive-traits" | "notes" | "receivers";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            entries: {
                                before: string | null;
                                /** @enum {unknown} */
                                class: "ordinary" | "personal" | "sensitive";
                                goes: {
                                    en: string;
                                    zh: string;
                                };
                                label: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description null: kept without a term */
                                months: number | null;
                                /** @description Instant of the oldest of them */
                                oldest: string | null;
                                purpose: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description What a run would drop now */
                                rows: number;
                                stays: {
                                    en: string;
                                    zh: string;
                                };
                                /** @enum {unknown} */
                                subject: "events" | "reject-files" | "former-values" | "personal-traits" | "sensitive-traits" | "notes" | "receivers";
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/compliance/retention/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Drop what has had its time */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            runs: {
                                before: string;
                                rows: number;
                                /** @enum {unknown} */
                                subject: "events" | "reject-files" | "former-values" | "personal-traits" | "sensitive-traits" | "notes" | "receivers";
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Customers, masked, with what each comes to: in any order, the people of any view */
        get: {
            parameters: {
                query?: {
                    /** @description Shop day as of which customers are counted and scored; today unless given */
                    as_of?: string;
                    /** @description Whether there is a paid order */
                    bought?: "yes" | "no";
                    /** @description Channel on which the customer came in; empty = not known */
                    channel?: string;
                    /** @description PURPOSE:CHANNEL:ANSWER, such as marketing:sms:granted. Answer: granted, refused or none; of several persons the strictest counts, of somebody under 14 what a guardian said */
                    consent?: string;
                    /** @description next_cursor of the page before */
                    cursor?: string;
                    /** @description Frequency score */
                    f?: number;
                    /** @description First paid order on this day or later: new since then */
                    first_order_from?: string;
                    /** @description First paid order on this day or before */
                    first_order_to?: string;
                    /** @description First seen on this day or later */
                    first_seen_from?: string;
                    /** @description First seen on this day or before */
                    first_seen_to?: string;
                    /** @description Source of the first touch; empty = not known */
                    first_touch?: string;
                    /** @description Last paid order on this day or later */
                    last_order_from?: string;
                    /** @description Last paid order on this day or before */
                    last_order_to?: string;
                    limit?: number;
                    /** @description Monetary score */
                    m?: number;
                    order?: "desc" | "asc";
                    /** @description ... with this root category among its lines; empty = with none */
                    ordered_category?: string;
                    /** @description ... on this channel */
                    ordered_channel?: string;
                    /** @description Has a paid order on this day or later ... */
                    ordered_from?: string;
                    /** @description ... sent to this province */
                    ordered_province?: string;
                    /** @description ... and on this day or before */
                    ordered_to?: string;
                    /** @description At least so many paid orders */
                    orders_from?: number;
                    /** @description At most so many paid orders */
                    orders_to?: number;
                    /** @description Province of the customer; empty = not known */
                    province?: string;
                    /** @description Code of a frequency x amount quadrant */
                    quadrant?: string;
                    /** @description Recency score */
                    r?: number;
                    /** @description Code of an RFM group */
                    rfm_group?: string;
                    sort?: "last-order" | "first-order" | "net-sales" | "orders" | "first-seen" | "last-seen" | "newest";
                    /** @description Net sales of at least this */
                    spend_from?: number;
                    /** @description Net sales of at most this */
                    spend_to?: number;
                    /** @description Code of a lifecycle stage */
                    stage?: string;
                    /** @description Has this tag now */
                    tag?: string;
                    /** @description Tier the customer holds; empty = none */
                    tier?: string;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            customers: {
                                city: string | null;
                                customer_id: number;
                                /** @description null: known for less than a minute or so, or no right to see orders */
                                figures: {
                                    /** @description On which they came in; empty = not known */
                                    channel: string;
                                    first_order_at: string | null;
                                    last_order_at: string | null;
                                    /** @description Minor units */
                                    net_sales: number;
                                    /** @description Paid orders */
                                    orders: number;
                                    /** @description Minor units */
                                    paid: number;
                                    /** @description Minor units */
                                    refunded: number;
                                    /** @description null: no paid order, no right to see scores, or the customer objected to being profiled */
                                    scores: {
                                        frequency: number;
                                        monetary: number;
                                        quadrant: string;
                                        recency: number;
                                        rfm_group: string;
                                    } | null;
                                    /** @description Lifecycle stage; null as for scores */
                                    stage: string | null;
                                } | null;
                                /** Format: date-time */
                                first_seen_at: string;
                                /** @description The identity that says most, masked; null without one */
                                identity: {
                                    channel: string;
                                    kind: string;
                                    value: string;
                                } | null;
                                /** Format: date-time */
                                last_seen_at: string;
                                /** @description Masked */
                                name: string | null;
                                persons: number;
                                /** @description Masked */
                                phone: string | null;
                                province: string | null;
                                tags: string[];
                                tier: string | null;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/{customer}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One customer, masked */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    customer: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            customer_id: number;
                            /** Format: date-time */
                            first_seen_at: string;
                            first_touch: {
                                /** Format: date-time */
                                at: string;
                                campaign?: string;
                                channel?: string;
                                medium?: string;
                                source?: string;
                                utm?: {
                                    [key: string]: string;
                                };
                            } | null;
                            flags: {
                                /** @description Under 14; null = unknown */
                                minor: boolean | null;
                                /** @description Use of their data is restricted */
                                restricted: boolean;
                                /** @description Something sensitive is known of them (PIPL art. 28) */
                                sensitive: boolean;
                            };
                            identities: {
                                /** @description any: the same on every channel */
                                channel: string;
                                /** Format: date-time */
                                first_seen_at: string;
                                kind: string;
                                person_id: number;
                                /** @description Joined too many customers; joins nobody any more */
                                quarantined: boolean;
                                /** @description Masked where it is personal */
                                value: string;
                            }[];
                            /** Format: date-time */
                            last_seen_at: string;
                            person_ids: number[];
                            /** @description Those of the traits that say what the customer prefers: preferred-... and no-marketing */
                            preferences: {
                                /** Format: date-time */
                                at: string;
                                class: string;
                                label: {
                                    en: string;
                                    zh: string;
                                };
                                masked: boolean;
                                name: string;
                                source: string;
                                value: string | number | boolean;
                            }[];
                            tags: {
                                /** Format: date-time */
                                added_at: string;
                                added_by: string;
                                expires_at: string | null;
                                source: string;
                                tag: string;
                            }[];
                            ties: {
                                /** @description At its other ends */
                                customers: number[];
                                kind: string;
                                role: string;
                                /** Format: date-time */
                                seen_at: string;
                                tie_no: string;
                            }[];
                            traits: {
                                /** Format: date-time */
                                at: string;
                                class: string;
                                label: {
                                    en: string;
                                    zh: string;
                                };
                                masked: boolean;
                                name: string;
                                source: string;
                                value: string | number | boolean;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/{customer}/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a customer comes to */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    customer: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Net sales / paid orders, minor units */
                            average_order: number | null;
                            currency: string;
                            /** @description null: known for less than a minute or so, or no right to see orders */
                            figures: {
                                /** @description On which they came in; empty = not known */
                                channel: string;
                                first_order_at: string | null;
                                last_order_at: string | null;
                                /** @description Minor units */
                                net_sales: number;
                                /** @description Paid orders */
                                orders: number;
                                /** @description Minor units */
                                paid: number;
                                /** @description Minor units */
                                refunded: number;
                                /** @description null: no paid order, no right to see scores, or the customer objected to being profiled */
                                scores: {
                                    frequency: number;
                                    monetary: number;
                                    quadrant: string;
                                    recency: number;
                                    rfm_group: string;
                                } | null;
                                /** @description Lifecycle stage; null as for scores */
                                stage: string | null;
                            } | null;
                            habits: {
                                categories: {
                                    /** @description Minor units: of lines for categories, paid for channels */
                                    amount: number;
                                    orders: number;
                                    /** @description Empty = not known */
                                    value: string;
                                }[];
                                channels: {
                                    /** @description Minor units: of lines for categories, paid for channels */
                                    amount: number;
                                    orders: number;
                                    /** @description Empty = not known */
                                    value: string;
                                }[];
                            };
                            /** @description Mean days from one paid order to the next; null below two orders */
                            order_gap_days: number | null;
                            /** @description Refunded / paid */
                            refund_rate: number | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/{customer}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Notes of staff, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    customer: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            notes: {
                                body: string;
                                note_id: string;
                                /** Format: date-time */
                                written_at: string;
                                written_by: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Write a note */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    customer: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        body: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            body: string;
                            note_id: string;
                            /** Format: date-time */
                            written_at: string;
                            written_by: string;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/{customer}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Split persons off, whatever joins them */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    customer: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        person_ids: number[];
                        /** @description Why; no personal values */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            customer_ids: number[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/{customer}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description next_cursor of the page before */
                    cursor?: string;
                    limit?: number;
                    /** @description Some of them, by comma: order,refund,event,change,merge,tag,note,tie,consent,contact */
                    types?: string;
                };
                header?: never;
                path: {
                    customer: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            entries: {
                                /** Format: date-time */
                                at: string;
                                data: {
                                    [key: string]: unknown;
                                };
                                /** @description Unique in the timeline */
                                key: string;
                                title: {
                                    en: string;
                                    zh: string;
                                };
                                type: string;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/{customer}/traits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change traits by hand */
        patch: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    customer: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description By dictionary name; null = known to have none */
                        traits: {
                            [key: string]: string | number | boolean | null;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            customer_id: number;
                            /** Format: date-time */
                            first_seen_at: string;
                            first_touch: {
                                /** Format: date-time */
                                at: string;
                                campaign?: string;
                                channel?: string;
                                medium?: string;
                                source?: string;
                                utm?: {
                                    [key: string]: string;
                                };
                            } | null;
                            flags: {
                                /** @description Under 14; null = unknown */
                                minor: boolean | null;
                                /** @description Use of their data is restricted */
                                restricted: boolean;
                                /** @description Something sensitive is known of them (PIPL art. 28) */
                                sensitive: boolean;
                            };
                            identities: {
                                /** @description any: the same on every channel */
                                channel: string;
                                /** Format: date-time */
                                first_seen_at: string;
                                kind: string;
                                person_id: number;
                                /** @description Joined too many customers; joins nobody any more */
                                quarantined: boolean;
                                /** @description Masked where it is personal */
                                value: string;
                            }[];
                            /** Format: date-time */
                            last_seen_at: string;
                            person_ids: number[];
                            /** @description Those of the traits that say what the customer prefers: preferred-... and no-marketing */
                            preferences: {
                                /** Format: date-time */
                                at: string;
                                class: string;
                                label: {
                                    en: string;
                                    zh: string;
                                };
                                masked: boolean;
                                name: string;
                                source: string;
                                value: string | number | boolean;
                            }[];
                            tags: {
                                /** Format: date-time */
                                added_at: string;
                                added_by: string;
                                expires_at: string | null;
                                source: string;
                                tag: string;
                            }[];
                            ties: {
                                /** @description At its other ends */
                                customers: number[];
                                kind: string;
                                role: string;
                                /** Format: date-time */
                                seen_at: string;
                                tie_no: string;
                            }[];
                            traits: {
                                /** Format: date-time */
                                at: string;
                                class: string;
                                label: {
                                    en: string;
                                    zh: string;
                                };
                                masked: boolean;
                                name: string;
                                source: string;
                                value: string | number | boolean;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/shops/{shop}/customers/{customer}/traits/{name}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every value a trait had, masked, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    customer: number;
                    name: string;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            values: {
                                /** Format: date-time */
                                at: string;
                                masked: boolean;
                                source: string;
                                /** @description What the customer has now */
                                stands: boolean;
                                /** @description Masked as the trait is; null: known to have none */
                                value: string | number | boolean | null;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/{customer}/unmask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** See personal values in clear; the audit log keeps who, what and why */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    customer: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Names of traits, or identity:<person id> */
                        fields: string[];
                        /** @description Why; no personal values */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            values: {
                                field: string;
                                value: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many customers a view holds, exactly, and what they come to */
        get: {
            parameters: {
                query?: {
                    /** @description Shop day as of which customers are counted and scored; today unless given */
                    as_of?: string;
                    /** @description Whether there is a paid order */
                    bought?: "yes" | "no";
                    /** @description Channel on which the customer came in; empty = not known */
                    channel?: string;
                    /** @description PURPOSE:CHANNEL:ANSWER, such as marketing:sms:granted. Answer: granted, refused or none; of several persons the strictest counts, of somebody under 14 what a guardian said */
                    consent?: string;
                    /** @description Frequency score */
                    f?: number;
                    /** @description First paid order on this day or later: new since then */
                    first_order_from?: string;
                    /** @description First paid order on this day or before */
                    first_order_to?: string;
                    /** @description First seen on this day or later */
                    first_seen_from?: string;
                    /** @description First seen on this day or before */
                    first_seen_to?: string;
                    /** @description Source of the first touch; empty = not known */
                    first_touch?: string;
                    /** @description Last paid order on this day or later */
                    last_order_from?: string;
                    /** @description Last paid order on this day or before */
                    last_order_to?: string;
                    /** @description Monetary score */
                    m?: number;
                    /** @description ... with this root category among its lines; empty = with none */
                    ordered_category?: string;
                    /** @description ... on this channel */
                    ordered_channel?: string;
                    /** @description Has a paid order on this day or later ... */
                    ordered_from?: string;
                    /** @description ... sent to this province */
                    ordered_province?: string;
                    /** @description ... and on this day or before */
                    ordered_to?: string;
                    /** @description At least so many paid orders */
                    orders_from?: number;
                    /** @description At most so many paid orders */
                    orders_to?: number;
                    /** @description Province of the customer; empty = not known */
                    province?: string;
                    /** @description Code of a frequency x amount quadrant */
                    quadrant?: string;
                    /** @description Recency score */
                    r?: number;
                    /** @description Code of an RFM group */
                    rfm_group?: string;
                    /** @description Net sales of at least this */
                    spend_from?: number;
                    /** @description Net sales of at most this */
                    spend_to?: number;
                    /** @description Code of a lifecycle stage */
                    stage?: string;
                    /** @description Has this tag now */
                    tag?: string;
                    /** @description Tier the customer holds; empty = none */
                    tier?: string;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Shop day, YYYY-MM-DD */
                            as_of: string;
                            /**
                             * Format: date-time
                             * @description Data of this moment
                             */
                            counted_at: string;
                            currency: string;
                            /** @description Exact */
                            customers: number;
                            /** @description Minor units */
                            net_sales: number;
                            /** @description Paid orders of all of them */
                            orders: number;
                            /** @description Counted in figures, but shown in no list by score: they objected to being profiled */
                            withheld: number;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/dictionary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every trait a customer can have */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            traits: {
                                aliases: string[];
                                built_in: boolean;
                                class: string;
                                label: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description Null: shown as it is, being ordinary */
                                mask: string | null;
                                name: string;
                                /** @description Since when no new values are taken; null: it is in use */
                                retired_at: string | null;
                                /** @description none, text, phone or e-mail; ordinary ones are found by their value */
                                search: string;
                                source?: string;
                                type: string;
                                unit?: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Add a trait */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Other names sources use for it */
                        aliases?: string[];
                        /**
                         * @description ordinary: counted and segmented by; personal, sensitive: sealed and masked. Never changes.
                         * @enum {unknown}
                         */
                        class: "ordinary" | "personal" | "sensitive";
                        label: {
                            en: string;
                            zh: string;
                        };
                        /**
                         * @description How personal and sensitive values are shown: as a name (王*明), phone (138****5678), e-mail, address (down to the district), id-number, day (a birthday: the year), account (a WeChat id: both ends), text (the first character), all (hidden; unless told)
                         * @enum {unknown}
                         */
                        mask?: "name" | "phone" | "e-mail" | "address" | "id-number" | "day" | "account" | "text" | "all";
                        /** @description kebab-case, unique in the shop */
                        name: string;
                        /**
                         * @description How personal and sensitive values are looked up, by blind index: text (exact; unless told), phone (also by the last four digits), e-mail, none
                         * @enum {unknown}
                         */
                        search?: "none" | "text" | "phone" | "e-mail";
                        source?: string;
                        /** @enum {unknown} */
                        type: "text" | "number" | "boolean" | "day" | "instant" | "money";
                        unit?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            aliases: string[];
                            built_in: boolean;
                            class: string;
                            label: {
                                en: string;
                                zh: string;
                            };
                            /** @description Null: shown as it is, being ordinary */
                            mask: string | null;
                            name: string;
                            /** @description Since when no new values are taken; null: it is in use */
                            retired_at: string | null;
                            /** @description none, text, phone or e-mail; ordinary ones are found by their value */
                            search: string;
                            source?: string;
                            type: string;
                            unit?: string;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/dictionary/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change how a trait of your own is called, masked or searched
         * @description Answers when the values stored before are found as the trait is now searched; asked again after a crash, it goes on.
         */
        patch: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    name: string;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Other names sources use for it */
                        aliases?: string[];
                        label?: {
                            en: string;
                            zh: string;
                        };
                        /**
                         * @description How personal and sensitive values are shown: as a name (王*明), phone (138****5678), e-mail, address (down to the district), id-number, day (a birthday: the year), account (a WeChat id: both ends), text (the first character), all (hidden; unless told)
                         * @enum {unknown}
                         */
                        mask?: "name" | "phone" | "e-mail" | "address" | "id-number" | "day" | "account" | "text" | "all";
                        /** @description true: its values stay and new ones are left out; false: it is taken again */
                        retired?: boolean;
                        /**
                         * @description How personal and sensitive values are looked up, by blind index: text (exact; unless told), phone (also by the last four digits), e-mail, none
                         * @enum {unknown}
                         */
                        search?: "none" | "text" | "phone" | "e-mail";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            aliases: string[];
                            built_in: boolean;
                            class: string;
                            label: {
                                en: string;
                                zh: string;
                            };
                            /** @description Null: shown as it is, being ordinary */
                            mask: string | null;
                            name: string;
                            /** @description Since when no new values are taken; null: it is in use */
                            retired_at: string | null;
                            /** @description none, text, phone or e-mail; ordinary ones are found by their value */
                            search: string;
                            source?: string;
                            type: string;
                            unit?: string;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/shops/{shop}/customers/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Merge customers */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        customer_ids: number[];
                        /** @description Merge although they were kept apart */
                        lift_never?: boolean;
                        /** @description Why; no personal values */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            customer_id: number;
                            edge_ids: number[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/merge-preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a merge would make; changes nothing */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        customer_ids: number[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            customer_id: number;
                            identities: {
                                count: number;
                                kind: string;
                            }[];
                            kept_apart: {
                                a: number;
                                b: number;
                            }[];
                            persons: number[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/merge-proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Customers that may be one, by evidence too weak to join them */
        get: {
            parameters: {
                query?: {
                    /** @description next_cursor of the page before */
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            next_cursor: string | null;
                            proposals: {
                                customer_ids: number[];
                                /** Format: date-time */
                                made_at: string;
                                proposal_id: number;
                                reason: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/merge-proposals/{proposal}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept a proposal, which merges, or reject it */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    proposal: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        accept: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            merged: {
                                customer_id: number;
                                edge_ids: number[];
                            } | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Quarantined values, masked */
        get: {
            parameters: {
                query?: {
                    /** @description next_cursor of the page before */
                    cursor?: string;
                    limit?: number;
                    /** @description open: nobody looked at them yet; kept: staff did, and left them so */
                    state?: "open" | "kept" | "all";
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            next_cursor: string | null;
                            quarantined: {
                                channel: string;
                                /** @description When staff looked at it and left it so */
                                kept_at: string | null;
                                kept_by: string | null;
                                kind: string;
                                /** @description Persons it was named together with */
                                named_with: number;
                                /** @description Names it wherever it is decided */
                                person_id: number;
                                /** Format: date-time */
                                quarantined_at: string;
                                quarantined_by: string;
                                /** @description Masked where it is personal */
                                value: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/quarantine/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom letting a quarantined value out would join; changes nothing */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    person: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            customer_id: number;
                            /** @description Would become one customer */
                            customer_ids: number[];
                            identities: {
                                count: number;
                                kind: string;
                            }[];
                            kept_apart: {
                                a: number;
                                b: number;
                            }[];
                            persons: number[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/quarantine/{person}/keep": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leave a value quarantined, and take it off the list of open ones */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    person: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; no personal values */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/quarantine/{person}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a value out: whom it was named with becomes one customer; unmerge undoes it */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    person: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Also where some of them were kept apart */
                        lift_never?: boolean;
                        /** @description Why; no personal values */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            customer_id: number;
                            edge_ids: number[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Customers by name, phone, account, order or trait; the audit log keeps who searched */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Shop day as of which customers are counted and scored; today unless given */
                        as_of?: string;
                        /**
                         * @description Whether there is a paid order
                         * @enum {unknown}
                         */
                        bought?: "yes" | "no";
                        /** @description Channel on which the customer came in; empty = not known */
                        channel?: string;
                        /** @description PURPOSE:CHANNEL:ANSWER, such as marketing:sms:granted. Answer: granted, refused or none; of several persons the strictest counts, of somebody under 14 what a guardian said */
                        consent?: string;
                        cursor?: string;
                        /** @description Frequency score */
                        f?: number;
                        /** @description First paid order on this day or later: new since then */
                        first_order_from?: string;
                        /** @description First paid order on this day or before */
                        first_order_to?: string;
                        /** @description First seen on this day or later */
                        first_seen_from?: string;
                        /** @description First seen on this day or before */
                        first_seen_to?: string;
                        /** @description Source of the first touch; empty = not known */
                        first_touch?: string;
                        /** @description Last paid order on this day or later */
                        last_order_from?: string;
                        /** @description Last paid order on this day or before */
                        last_order_to?: string;
                        /** @default 50 */
                        limit?: number;
                        /** @description Monetary score */
                        m?: number;
                        /**
                         * @default desc
                         * @enum {unknown}
                         */
                        order?: "desc" | "asc";
                        /** @description ... with this root category among its lines; empty = with none */
                        ordered_category?: string;
                        /** @description ... on this channel */
                        ordered_channel?: string;
                        /** @description Has a paid order on this day or later ... */
                        ordered_from?: string;
                        /** @description ... sent to this province */
                        ordered_province?: string;
                        /** @description ... and on this day or before */
                        ordered_to?: string;
                        /** @description At least so many paid orders */
                        orders_from?: number;
                        /** @description At most so many paid orders */
                        orders_to?: number;
                        /** @description Province of the customer; empty = not known */
                        province?: string;
                        /** @description Code of a frequency x amount quadrant */
                        quadrant?: string;
                        /** @description Recency score */
                        r?: number;
                        /** @description Code of an RFM group */
                        rfm_group?: string;
                        /**
                         * @default last-seen
                         * @enum {unknown}
                         */
                        sort?: "last-order" | "first-order" | "net-sales" | "orders" | "first-seen" | "last-seen" | "newest";
                        /** @description Net sales of at least this */
                        spend_from?: number;
                        /** @description Net sales of at most this */
                        spend_to?: number;
                        /** @description Code of a lifecycle stage */
                        stage?: string;
                        /** @description Has this tag now */
                        tag?: string;
                        /** @description Exact name, phone, last four digits of a phone, e-mail, WeChat id, account, customer or order number; of these the last two only for roles from whom personal fields are hidden */
                        text?: string;
                        /** @description Tier the customer holds; empty = none */
                        tier?: string;
                        trait?: {
                            name: string;
                            value: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            customers: {
                                city: string | null;
                                customer_id: number;
                                /** @description null: known for less than a minute or so, or no right to see orders */
                                figures: {
                                    /** @description On which they came in; empty = not known */
                                    channel: string;
                                    first_order_at: string | null;
                                    last_order_at: string | null;
                                    /** @description Minor units */
                                    net_sales: number;
                                    /** @description Paid orders */
                                    orders: number;
                                    /** @description Minor units */
                                    paid: number;
                                    /** @description Minor units */
                                    refunded: number;
                                    /** @description null: no paid order, no right to see scores, or the customer objected to being profiled */
                                    scores: {
                                        frequency: number;
                                        monetary: number;
                                        quadrant: string;
                                        recency: number;
                                        rfm_group: string;
                                    } | null;
                                    /** @description Lifecycle stage; null as for scores */
                                    stage: string | null;
                                } | null;
                                /** Format: date-time */
                                first_seen_at: string;
                                /** @description The identity that says most, masked; null without one */
                                identity: {
                                    channel: string;
                                    kind: string;
                                    value: string;
                                } | null;
                                /** Format: date-time */
                                last_seen_at: string;
                                /** @description Masked */
                                name: string | null;
                                persons: number;
                                /** @description Masked */
                                phone: string | null;
                                province: string | null;
                                tags: string[];
                                tier: string | null;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/tag-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tag or untag everybody a view holds; can be undone for 30 days */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        act: "tag" | "untag";
                        /** Format: date-time */
                        expires_at?: string;
                        /** @description As of the list: all conditions hold */
                        filter: {
                            /** @description Shop day as of which customers are counted and scored; today unless given */
                            as_of?: string;
                            /**
                             * @description Whether there is a paid order
                             * @enum {unknown}
                             */
                            bought?: "yes" | "no";
                            /** @description Channel on which the customer came in; empty = not known */
                            channel?: string;
                            /** @description PURPOSE:CHANNEL:ANSWER, such as marketing:sms:granted. Answer: granted, refused or none; of several persons the strictest counts, of somebody under 14 what a guardian said */
                            consent?: string;
                            /** @description Frequency score */
                            f?: number;
                            /** @description First paid order on this day or later: new since then */
                            first_order_from?: string;
                            /** @description First paid order on this day or before */
                            first_order_to?: string;
                            /** @description First seen on this day or later */
                            first_seen_from?: string;
                            /** @description First seen on this day or before */
                            first_seen_to?: string;
                            /** @description Source of the first touch; empty = not known */
                            first_touch?: string;
                            /** @description Last paid order on this day or later */
                            last_order_from?: string;
                            /** @description Last paid order on this day or before */
                            last_order_to?: string;
                            /** @description Monetary score */
                            m?: number;
                            /** @description ... with this root category among its lines; empty = with none */
                            ordered_category?: string;
                            /** @description ... on this channel */
                            ordered_channel?: string;
                            /** @description Has a paid order on this day or later ... */
                            ordered_from?: string;
                            /** @description ... sent to this province */
                            ordered_province?: string;
                            /** @description ... and on this day or before */
                            ordered_to?: string;
                            /** @description At least so many paid orders */
                            orders_from?: number;
                            /** @description At most so many paid orders */
                            orders_to?: number;
                            /** @description Province of the customer; empty = not known */
                            province?: string;
                            /** @description Code of a frequency x amount quadrant */
                            quadrant?: string;
                            /** @description Recency score */
                            r?: number;
                            /** @description Code of an RFM group */
                            rfm_group?: string;
                            /** @description Net sales of at least this */
                            spend_from?: number;
                            /** @description Net sales of at most this */
                            spend_to?: number;
                            /** @description Code of a lifecycle stage */
                            stage?: string;
                            /** @description Has this tag now */
                            tag?: string;
                            /** @description Tier the customer holds; empty = none */
                            tier?: string;
                        };
                        tag: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            act: "tag" | "untag";
                            /** Format: date-time */
                            begun_at: string;
                            begun_by: string;
                            /** @description Persons for whom it was news; what an undo puts back */
                            changed: number;
                            finished_at: string | null;
                            run_id: number;
                            /** @description Customers gone through */
                            seen: number;
                            /**
                             * @description A run or its undo goes on by itself behind a crash; it is done when it says so
                             * @enum {unknown}
                             */
                            state: "running" | "done" | "undoing" | "undone";
                            tag: string;
                            /** @description Customers the view held when it began */
                            total: number;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/tag-runs/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a bulk tag is */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    run: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            act: "tag" | "untag";
                            /** Format: date-time */
                            begun_at: string;
                            begun_by: string;
                            /** @description Persons for whom it was news; what an undo puts back */
                            changed: number;
                            finished_at: string | null;
                            run_id: number;
                            /** @description Customers gone through */
                            seen: number;
                            /**
                             * @description A run or its undo goes on by itself behind a crash; it is done when it says so
                             * @enum {unknown}
                             */
                            state: "running" | "done" | "undoing" | "undone";
                            tag: string;
                            /** @description Customers the view held when it began */
                            total: number;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/tag-runs/{run}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo a bulk tag: every tag as it stood before */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    run: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            act: "tag" | "untag";
                            /** Format: date-time */
                            begun_at: string;
                            begun_by: string;
                            /** @description Persons for whom it was news; what an undo puts back */
                            changed: number;
                            finished_at: string | null;
                            run_id: number;
                            /** @description Customers gone through */
                            seen: number;
                            /**
                             * @description A run or its undo goes on by itself behind a crash; it is done when it says so
                             * @enum {unknown}
                             */
                            state: "running" | "done" | "undoing" | "undone";
                            tag: string;
                            /** @description Customers the view held when it began */
                            total: number;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tag customers */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        customer_ids: number[];
                        /** Format: date-time */
                        expires_at?: string;
                        tag: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description For how many it was news */
                            customers: number;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/tags/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a tag from customers */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        customer_ids: number[];
                        tag: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description For how many it was news */
                            customers: number;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/customers/unmerge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo joins exactly; their customers are kept apart from then on */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        edge_ids: number[];
                        /** @description Why; no personal values */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            customer_ids: number[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/dashboards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Dashboards: your own and shared ones */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            dashboards: {
                                /** Format: date-time */
                                changed_at: string;
                                dashboard_id: number;
                                is_own: boolean;
                                /** @description Seen by everybody who may see analyses */
                                is_shared: boolean;
                                /** @description By its maker, or whoever manages the shop */
                                may_change: boolean;
                                tiles: number;
                                title: string;
                                /** @description To be sent with a change */
                                version: number;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Make a dashboard */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        tiles: {
                            chart_id: number;
                            height: number;
                            /** @description Thirds of the page */
                            width: number;
                        }[];
                        title: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            changed_at: string;
                            dashboard_id: number;
                            is_own: boolean;
                            /** @description Seen by everybody who may see analyses */
                            is_shared: boolean;
                            /** @description By its maker, or whoever manages the shop */
                            may_change: boolean;
                            tiles: {
                                /** @description null: not shared with the caller */
                                chart: {
                                    /** Format: date-time */
                                    changed_at: string;
                                    chart_id: number;
                                    is_own: boolean;
                                    /** @description Seen by everybody who may see analyses */
                                    is_shared: boolean;
                                    /** @description By its maker, or whoever manages the shop */
                                    may_change: boolean;
                                    title: string;
                                    /** @description To be sent with a change */
                                    version: number;
                                    /** @description null: saved by another version in words this one does not know */
                                    view: {
                                        /** @description One of auto, table, bar, stacked-bar, line, area, pie, scatter, heat-map */
                                        chart: string;
                                        question: {
                                            /** @description Dimensions across the top */
                                            columns: string[];
                                            /**
                                             * @description With as many days before, or the same a year earlier
                                             * @default none
                                             * @enum {unknown}
                                             */
                                            compare: "none" | "previous" | "year";
                                            /** @default [] */
                                            filters: {
                                                dimension: string;
                                                /**
                                                 * @description All but these
                                                 * @default false
                                                 */
                                                out: boolean;
                                                /** @description Empty text: without a value */
                                                values: string[];
                                            }[];
                                            /** @description Codes of measures */
                                            measures: string[];
                                            /** @description Dimensions down the side */
                                            rows: string[];
                                            /**
                                             * @description All other values of the dimension are counted as one
                                             * @default []
                                             */
                                            top: {
                                                /** @description Values that stand for themselves */
                                                count: number;
                                                dimension: string;
                                                /** @description The greatest of this one; of the first measure unless told */
                                                measure?: string;
                                            }[];
                                            /**
                                             * @description Totals and subtotals, counted and not added up
                                             * @default true
                                             */
                                            totals: boolean;
                                        };
                                        /** @description A preset such as last-30-days, or days as 2026-01-01..2026-01-31 */
                                        range: string;
                                        /**
                                         * @default value
                                         * @enum {unknown}
                                         */
                                        show: "value" | "share" | "running" | "rank";
                                        sort: {
                                            by: string;
                                            down: boolean;
                                        } | null;
                                    } | null;
                                } | null;
                                chart_id: number;
                                height: number;
                                /** @description Thirds of the page */
                                width: number;
                            }[];
                            title: string;
                            /** @description To be sent with a change */
                            version: number;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/dashboards/{dashboard}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A dashboard with its charts */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    dashboard: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            changed_at: string;
                            dashboard_id: number;
                            is_own: boolean;
                            /** @description Seen by everybody who may see analyses */
                            is_shared: boolean;
                            /** @description By its maker, or whoever manages the shop */
                            may_change: boolean;
                            tiles: {
                                /** @description null: not shared with the caller */
                                chart: {
                                    /** Format: date-time */
                                    changed_at: string;
                                    chart_id: number;
                                    is_own: boolean;
                                    /** @description Seen by everybody who may see analyses */
                                    is_shared: boolean;
                                    /** @description By its maker, or whoever manages the shop */
                                    may_change: boolean;
                                    title: string;
                                    /** @description To be sent with a change */
                                    version: number;
                                    /** @description null: saved by another version in words this one does not know */
                                    view: {
                                        /** @description One of auto, table, bar, stacked-bar, line, area, pie, scatter, heat-map */
                                        chart: string;
                                        question: {
                                            /** @description Dimensions across the top */
                                            columns: string[];
                                            /**
                                             * @description With as many days before, or the same a year earlier
                                             * @default none
                                             * @enum {unknown}
                                             */
                                            compare: "none" | "previous" | "year";
                                            /** @default [] */
                                            filters: {
                                                dimension: string;
                                                /**
                                                 * @description All but these
                                                 * @default false
                                                 */
                                                out: boolean;
                                                /** @description Empty text: without a value */
                                                values: string[];
                                            }[];
                                            /** @description Codes of measures */
                                            measures: string[];
                                            /** @description Dimensions down the side */
                                            rows: string[];
                                            /**
                                             * @description All other values of the dimension are counted as one
                                             * @default []
                                             */
                                            top: {
                                                /** @description Values that stand for themselves */
                                                count: number;
                                                dimension: string;
                                                /** @description The greatest of this one; of the first measure unless told */
                                                measure?: string;
                                            }[];
                                            /**
                                             * @description Totals and subtotals, counted and not added up
                                             * @default true
                                             */
                                            totals: boolean;
                                        };
                                        /** @description A preset such as last-30-days, or days as 2026-01-01..2026-01-31 */
                                        range: string;
                                        /**
                                         * @default value
                                         * @enum {unknown}
                                         */
                                        show: "value" | "share" | "running" | "rank";
                                        sort: {
                                            by: string;
                                            down: boolean;
                                        } | null;
                                    } | null;
                                } | null;
                                chart_id: number;
                                height: number;
                                /** @description Thirds of the page */
                                width: number;
                            }[];
                            title: string;
                            /** @description To be sent with a change */
                            version: number;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete a dashboard; its charts stay */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    dashboard: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /**
         * Change, arrange, share or take back a dashboard
         * @description Tiles given take the place of all there were. Only shared charts stand on a shared dashboard.
         */
        patch: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    dashboard: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        is_shared?: boolean;
                        tiles?: {
                            chart_id: number;
                            height: number;
                            /** @description Thirds of the page */
                            width: number;
                        }[];
                        title?: string;
                        version: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            changed_at: string;
                            dashboard_id: number;
                            is_own: boolean;
                            /** @description Seen by everybody who may see analyses */
                            is_shared: boolean;
                            /** @description By its maker, or whoever manages the shop */
                            may_change: boolean;
                            tiles: {
                                /** @description null: not shared with the caller */
                                chart: {
                                    /** Format: date-time */
                                    changed_at: string;
                                    chart_id: number;
                                    is_own: boolean;
                                    /** @description Seen by everybody who may see analyses */
                                    is_shared: boolean;
                                    /** @description By its maker, or whoever manages the shop */
                                    may_change: boolean;
                                    title: string;
                                    /** @description To be sent with a change */
                                    version: number;
                                    /** @description null: saved by another version in words this one does not know */
                                    view: {
                                        /** @description One of auto, table, bar, stacked-bar, line, area, pie, scatter, heat-map */
                                        chart: string;
                                        question: {
                                            /** @description Dimensions across the top */
                                            columns: string[];
                                            /**
                                             * @description With as many days before, or the same a year earlier
                                             * @default none
                                             * @enum {unknown}
                                             */
                                            compare: "none" | "previous" | "year";
                                            /** @default [] */
                                            filters: {
                                                dimension: string;
                                                /**
                                                 * @description All but these
                                                 * @default false
                                                 */
                                                out: boolean;
                                                /** @description Empty text: without a value */
                                                values: string[];
                                            }[];
                                            /** @description Codes of measures */
                                            measures: string[];
                                            /** @description Dimensions down the side */
                                            rows: string[];
                                            /**
                                             * @description All other values of the dimension are counted as one
                                             * @default []
                                             */
                                            top: {
                                                /** @description Values that stand for themselves */
                                                count: number;
                                                dimension: string;
                                                /** @description The greatest of this one; of the first measure unless told */
                                                measure?: string;
                                            }[];
                                            /**
                                             * @description Totals and subtotals, counted and not added up
                                             * @default true
                                             */
                                            totals: boolean;
                                        };
                                        /** @description A preset such as last-30-days, or days as 2026-01-01..2026-01-31 */
                                        range: string;
                                        /**
                                         * @default value
                                         * @enum {unknown}
                                         */
                                        show: "value" | "share" | "running" | "rank";
                                        sort: {
                                            by: string;
                                            down: boolean;
                                        } | null;
                                    } | null;
                                } | null;
                                chart_id: number;
                                height: number;
                                /** @description Thirds of the page */
                                width: number;
                            }[];
                            title: string;
                            /** @description To be sent with a change */
                            version: number;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/shops/{shop}/desk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Settings and saved views of the caller */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description By name, as they were put */
                            settings: {
                                [key: string]: unknown;
                            };
                            views: {
                                name: string;
                                own: boolean;
                                page: string;
                                /** @description Query string of the page, without ? */
                                query: string;
                                /** @description Shown to everybody of the shop */
                                shared: boolean;
                                view_id: number;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/desk/settings/{setting}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep a setting of a screen: up to 8 kB of JSON */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    setting: string;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        value: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description By name, as they were put */
                            settings: {
                                [key: string]: unknown;
                            };
                            views: {
                                name: string;
                                own: boolean;
                                page: string;
                                /** @description Query string of the page, without ? */
                                query: string;
                                /** @description Shown to everybody of the shop */
                                shared: boolean;
                                view_id: number;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/desk/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Save a view of a list under a name */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /** @description customers, overview, ... */
                        page: string;
                        /** @description No personal value: it stands in addresses */
                        query: string;
                        /** @default false */
                        shared?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description By name, as they were put */
                            settings: {
                                [key: string]: unknown;
                            };
                            views: {
                                name: string;
                                own: boolean;
                                page: string;
                                /** @description Query string of the page, without ? */
                                query: string;
                                /** @description Shown to everybody of the shop */
                                shared: boolean;
                                view_id: number;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/desk/views/{view}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a saved view of one's own */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                    view: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description By name, as they were put */
                            settings: {
                                [key: string]: unknown;
                            };
                            views: {
                                name: string;
                                own: boolean;
                                page: string;
                                /** @description Query string of the page, without ? */
                                query: string;
                                /** @description Shown to everybody of the shop */
                                shared: boolean;
                                view_id: number;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/explore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Measures by up to three dimensions, with totals and a comparison
         * @description Totals, subtotals and "all others" are counted and not added up, so that customers count once and ratios are those of the whole. A measure that cannot be split so is under `refused`, and the others are answered. An answer may be half a minute old.
         */
        get: {
            parameters: {
                query: {
                    /** @description JSON: {"from","to","measures":[],"rows":[],"columns":[],"filters":[{"dimension","values":[],"out"}],"top":[{"dimension","count","measure"}],"totals","compare":"none|previous|year"}; all but the first five may be left out */
                    question: string;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            before: {
                                /** @description Shop day, YYYY-MM-DD */
                                from: string;
                                /** @description Shop day, YYYY-MM-DD */
                                to: string;
                            } | null;
                            cells: {
                                /** @description A value of each dimension; null where it is a total over all of them */
                                keys: (string | null)[];
                                /** @description One of each measure */
                                numbers: {
                                    /** @description The value of the period compared with; null without one */
                                    before: number | null;
                                    denominator: number | null;
                                    numerator: number;
                                    value: number | null;
                                }[];
                            }[];
                            /** @description ISO 4217; money is in its minor units */
                            currency: string;
                            /** @description Those of rows, then those of columns */
                            dimensions: string[];
                            /** @description Shop day, YYYY-MM-DD */
                            from: string;
                            /** @description What values are called that are codes or numbers */
                            labels: {
                                dimension: string;
                                label: {
                                    en: string;
                                    zh: string;
                                };
                                value: string;
                            }[];
                            /** @description Those answered, in the order asked */
                            measures: string[];
                            other_currencies: {
                                currency: string;
                                documents: number;
                            }[];
                            /** @description Every period of the time dimension, in order */
                            periods: string[];
                            /** @description Measures that cannot be split so */
                            refused: {
                                code: string;
                                measure: string;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                            }[];
                            /** @description Shop day, YYYY-MM-DD */
                            to: string;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/explore/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What can be explored: measures, and what each can be split by */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            dimensions: {
                                code: string;
                                definition: {
                                    en: string;
                                    zh: string;
                                };
                                is_time: boolean;
                                label: {
                                    en: string;
                                    zh: string;
                                };
                            }[];
                            measures: {
                                code: string;
                                definition: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description What it can be split by */
                                dimensions: string[];
                                /** @description Periods add up: a running total says something */
                                is_additive: boolean;
                                /** @enum {unknown} */
                                kind: "total" | "ratio" | "level";
                                label: {
                                    en: string;
                                    zh: string;
                                };
                                /** @enum {unknown} */
                                unit: "count" | "money" | "ratio";
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/explore/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The table of a question as CSV or XLSX
         * @description Laid out as asked: rows down, columns across, totals in their places; compared figures with their change (0.25 is a quarter more). In the audit log.
         */
        get: {
            parameters: {
                query: {
                    /** @description CSV; utf-8-bom */
                    encoding?: "utf-8-bom" | "utf-8" | "gb18030";
                    format?: "csv" | "xlsx";
                    /** @description Of headings and labels */
                    language?: "zh" | "en";
                    /** @description JSON: {"from","to","measures":[],"rows":[],"columns":[],"filters":[{"dimension","values":[],"out"}],"top":[{"dimension","count","measure"}],"totals","compare":"none|previous|year"}; all but the first five may be left out */
                    question: string;
                    /** @description With each figure its share of the total; needs `totals` in the question */
                    shares?: boolean;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                        "text/csv": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/explore/values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Values of a dimension, to filter by */
        get: {
            parameters: {
                query: {
                    dimension: string;
                    /** @description Shop day, YYYY-MM-DD */
                    from: string;
                    /** @description Shop day, YYYY-MM-DD */
                    to: string;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Most paid orders first; 300 at most */
                            values: {
                                label: {
                                    en: string;
                                    zh: string;
                                } | null;
                                orders: number;
                                value: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What can be exported, with its columns and filters */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/exports/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Customers with their traits, one a row
         * @description Streamed as it is read. Personal fields are masked by role unless asked for in clear; every export is in the audit log. A connection that ends early means a file that is not whole.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Shop day as of which customers are counted and scored; today unless given */
                    as_of?: string;
                    /** @description Whether there is a paid order */
                    bought?: "yes" | "no";
                    /** @description Channel on which the customer came in; empty = not known */
                    channel?: string;
                    /** @description Codes, separated by commas; all but sensitive ones unless given */
                    columns?: string;
                    /** @description PURPOSE:CHANNEL:ANSWER, such as marketing:sms:granted. Answer: granted, refused or none; of several persons the strictest counts, of somebody under 14 what a guardian said */
                    consent?: string;
                    /** @description CSV; utf-8-bom */
                    encoding?: "utf-8-bom" | "utf-8" | "gb18030";
                    f?: string;
                    /** @description First paid order on this day or later: new since then */
                    first_order_from?: string;
                    /** @description First paid order on this day or before */
                    first_order_to?: string;
                    /** @description First seen on this day or later */
                    first_seen_from?: string;
                    /** @description First seen on this day or before */
                    first_seen_to?: string;
                    /** @description Source of the first touch; empty = not known */
                    first_touch?: string;
                    format?: "csv" | "jsonl" | "xlsx" | "parquet";
                    /** @description Shop day, YYYY-MM-DD */
                    from?: string;
                    /** @description CSV, XLSX: codes, or labels in zh or en; code */
                    headers?: "code" | "zh" | "en";
                    /** @description Last paid order on this day or later */
                    last_order_from?: string;
                    /** @description Last paid order on this day or before */
                    last_order_to?: string;
                    m?: string;
                    /** @description ... with this root category among its lines; empty = with none */
                    ordered_category?: string;
                    /** @description ... on this channel */
                    ordered_channel?: string;
                    /** @description Has a paid order on this day or later ... */
                    ordered_from?: string;
                    /** @description ... sent to this province */
                    ordered_province?: string;
                    /** @description ... and on this day or before */
                    ordered_to?: string;
                    orders_from?: string;
                    orders_to?: string;
                    /** @description Personal fields in clear: takes export:personal and a reason */
                    personal?: boolean;
                    /** @description Province of the customer; empty = not known */
                    province?: string;
                    /** @description Code of a frequency x amount quadrant */
                    quadrant?: string;
                    r?: string;
                    /** @description Why; no personal values */
                    reason?: string;
                    /** @description Code of an RFM group */
                    rfm_group?: string;
                    spend_from?: string;
                    spend_to?: string;
                    /** @description Code of a lifecycle stage */
                    stage?: string;
                    tag?: string;
                    /** @description Tier the customer holds; empty = none */
                    tier?: string;
                    /** @description Shop day, YYYY-MM-DD */
                    to?: string;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.apache.parquet": unknown;
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                        "application/x-ndjson": unknown;
                        "text/csv": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/exports/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Behaviour events, one a row
         * @description Streamed as it is read. Personal fields are masked by role unless asked for in clear; every export is in the audit log. A connection that ends early means a file that is not whole.
         */
        get: {
            parameters: {
                query?: {
                    channel?: string;
                    /** @description Codes, separated by commas; all but sensitive ones unless given */
                    columns?: string;
                    /** @description CSV; utf-8-bom */
                    encoding?: "utf-8-bom" | "utf-8" | "gb18030";
                    format?: "csv" | "jsonl" | "xlsx" | "parquet";
                    /** @description Shop day, YYYY-MM-DD */
                    from?: string;
                    /** @description CSV, XLSX: codes, or labels in zh or en; code */
                    headers?: "code" | "zh" | "en";
                    name?: string;
                    /** @description Personal fields in clear: takes export:personal and a reason */
                    personal?: boolean;
                    /** @description Why; no personal values */
                    reason?: string;
                    /** @description Shop day, YYYY-MM-DD */
                    to?: string;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.apache.parquet": unknown;
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                        "application/x-ndjson": unknown;
                        "text/csv": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/exports/order-lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Order lines, one a row
         * @description Streamed as it is read. Personal fields are masked by role unless asked for in clear; every export is in the audit log. A connection that ends early means a file that is not whole.
         */
        get: {
            parameters: {
                query?: {
                    channel?: string;
                    /** @description Codes, separated by commas; all but sensitive ones unless given */
                    columns?: string;
                    /** @description CSV; utf-8-bom */
                    encoding?: "utf-8-bom" | "utf-8" | "gb18030";
                    format?: "csv" | "jsonl" | "xlsx" | "parquet";
                    /** @description Shop day, YYYY-MM-DD */
                    from?: string;
                    /** @description CSV, XLSX: codes, or labels in zh or en; code */
                    headers?: "code" | "zh" | "en";
                    /** @description Personal fields in clear: takes export:personal and a reason */
                    personal?: boolean;
                    /** @description Why; no personal values */
                    reason?: string;
                    state?: string;
                    /** @description Shop day, YYYY-MM-DD */
                    to?: string;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.apache.parquet": unknown;
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                        "application/x-ndjson": unknown;
                        "text/csv": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/exports/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Orders, one a row
         * @description Streamed as it is read. Personal fields are masked by role unless asked for in clear; every export is in the audit log. A connection that ends early means a file that is not whole.
         */
        get: {
            parameters: {
                query?: {
                    channel?: string;
                    /** @description Codes, separated by commas; all but sensitive ones unless given */
                    columns?: string;
                    /** @description CSV; utf-8-bom */
                    encoding?: "utf-8-bom" | "utf-8" | "gb18030";
                    format?: "csv" | "jsonl" | "xlsx" | "parquet";
                    /** @description Shop day, YYYY-MM-DD */
                    from?: string;
                    /** @description CSV, XLSX: codes, or labels in zh or en; code */
                    headers?: "code" | "zh" | "en";
                    /** @description Personal fields in clear: takes export:personal and a reason */
                    personal?: boolean;
                    /** @description Why; no personal values */
                    reason?: string;
                    state?: string;
                    /** @description Shop day, YYYY-MM-DD */
                    to?: string;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.apache.parquet": unknown;
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                        "application/x-ndjson": unknown;
                        "text/csv": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/exports/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Products, one a row
         * @description Streamed as it is read. Personal fields are masked by role unless asked for in clear; every export is in the audit log. A connection that ends early means a file that is not whole.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Codes, separated by commas; all but sensitive ones unless given */
                    columns?: string;
                    /** @description CSV; utf-8-bom */
                    encoding?: "utf-8-bom" | "utf-8" | "gb18030";
                    format?: "csv" | "jsonl" | "xlsx" | "parquet";
                    /** @description CSV, XLSX: codes, or labels in zh or en; code */
                    headers?: "code" | "zh" | "en";
                    /** @description Personal fields in clear: takes export:personal and a reason */
                    personal?: boolean;
                    /** @description Why; no personal values */
                    reason?: string;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.apache.parquet": unknown;
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                        "application/x-ndjson": unknown;
                        "text/csv": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/exports/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Refunds, one a row
         * @description Streamed as it is read. Personal fields are masked by role unless asked for in clear; every export is in the audit log. A connection that ends early means a file that is not whole.
         */
        get: {
            parameters: {
                query?: {
                    channel?: string;
                    /** @description Codes, separated by commas; all but sensitive ones unless given */
                    columns?: string;
                    /** @description CSV; utf-8-bom */
                    encoding?: "utf-8-bom" | "utf-8" | "gb18030";
                    format?: "csv" | "jsonl" | "xlsx" | "parquet";
                    /** @description Shop day, YYYY-MM-DD */
                    from?: string;
                    /** @description CSV, XLSX: codes, or labels in zh or en; code */
                    headers?: "code" | "zh" | "en";
                    /** @description Personal fields in clear: takes export:personal and a reason */
                    personal?: boolean;
                    /** @description Why; no personal values */
                    reason?: string;
                    state?: string;
                    /** @description Shop day, YYYY-MM-DD */
                    to?: string;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.apache.parquet": unknown;
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                        "application/x-ndjson": unknown;
                        "text/csv": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/exports/scores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Scores of customers: RFM, quadrant, stage, one customer a row
         * @description Streamed as it is read. Personal fields are masked by role unless asked for in clear; every export is in the audit log. A connection that ends early means a file that is not whole.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Shop day, YYYY-MM-DD */
                    as_of?: string;
                    /** @description Codes, separated by commas; all but sensitive ones unless given */
                    columns?: string;
                    /** @description CSV; utf-8-bom */
                    encoding?: "utf-8-bom" | "utf-8" | "gb18030";
                    format?: "csv" | "jsonl" | "xlsx" | "parquet";
                    /** @description CSV, XLSX: codes, or labels in zh or en; code */
                    headers?: "code" | "zh" | "en";
                    /** @description Personal fields in clear: takes export:personal and a reason */
                    personal?: boolean;
                    /** @description Why; no personal values */
                    reason?: string;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.apache.parquet": unknown;
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                        "application/x-ndjson": unknown;
                        "text/csv": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Imports, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description next_cursor of the page before */
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            imports: {
                                accepted: number;
                                /** @description Signed sum of accepted lines by currency: orders and adjustments less refunds, guests included */
                                amount_minor: {
                                    [key: string]: number;
                                };
                                bytes: number;
                                bytes_done: number;
                                customers: {
                                    created: number;
                                    /** @description Of a dry run: customers it speaks of whom the shop has already */
                                    known?: number;
                                    updated: number;
                                };
                                /** @description Rows already stored unchanged */
                                duplicates: number;
                                events: number;
                                file_name: string;
                                finished_at: string | null;
                                id: number;
                                /** @description Other values left out of rows that were stored, by column, and how often: amounts and quantities of events that cannot be read (each is in the reject file), phones and accounts of buyers that identify nobody, such as masked ones */
                                left_out: {
                                    [key: string]: number;
                                };
                                /** @description Accepted lines of orders and refunds */
                                lines: number;
                                /** @description Without refund documents */
                                orders: {
                                    created: number;
                                    updated: number;
                                };
                                /** @description All processes, shared memory counted once */
                                peak_rss_mb: number;
                                preset: string;
                                problem: null | {
                                    code: string;
                                    issues?: unknown[];
                                    message: {
                                        en: string;
                                        zh: string;
                                    };
                                };
                                /** @description What the preset is called; the name of a mapping */
                                read_by: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description Accepted refund documents */
                                refunds: number;
                                /** @description Rows that could not be used, and what was left out of rows that could */
                                reject_file: string | null;
                                rejected: number;
                                /** @description Dry runs over HTTP: the beginning of the reject file, which is not kept */
                                rejects_csv?: string;
                                /** @description accepted + rejected + duplicates */
                                rows: number;
                                seconds: number;
                                /** Format: date-time */
                                started_at: string;
                                /** @enum {unknown} */
                                state: "running" | "interrupted" | "done" | "failed" | "undone" | "undoing";
                                /** @description Traits the data dictionary lacks, left out of rows that were stored, and how often each was told; declare them and import the file again */
                                undeclared_traits: {
                                    [key: string]: number;
                                };
                                /** @description Declared traits whose value did not fit, left out of rows that were stored; each is in the reject file */
                                unfit_traits: {
                                    [key: string]: number;
                                };
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Import a file
         * @description multipart/form-data: `file`, and `preset` or `mapping` (JSON, see docs/mapping.schema.json); optionally `dry_run` (true), `max_rejects`, `encoding`, `delimiter`, `sheet`.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accepted: number;
                            /** @description Signed sum of accepted lines by currency: orders and adjustments less refunds, guests included */
                            amount_minor: {
                                [key: string]: number;
                            };
                            customers: {
                                created: number;
                                /** @description Of a dry run: customers it speaks of whom the shop has already */
                                known?: number;
                                updated: number;
                            };
                            /** @description Rows already stored unchanged */
                            duplicates: number;
                            events: number;
                            /** @description Null for a dry run */
                            id: number | null;
                            /** @description Other values left out of rows that were stored, by column, and how often: amounts and quantities of events that cannot be read (each is in the reject file), phones and accounts of buyers that identify nobody, such as masked ones */
                            left_out: {
                                [key: string]: number;
                            };
                            /** @description Accepted lines of orders and refunds */
                            lines: number;
                            /** @description Without refund documents */
                            orders: {
                                created: number;
                                updated: number;
                            };
                            /** @description All processes, shared memory counted once */
                            peak_rss_mb: number;
                            /** @description Accepted refund documents */
                            refunds: number;
                            /** @description Rows that could not be used, and what was left out of rows that could */
                            reject_file: string | null;
                            rejected: number;
                            /** @description Dry runs over HTTP: the beginning of the reject file, which is not kept */
                            rejects_csv?: string;
                            /** @description accepted + rejected + duplicates */
                            rows: number;
                            seconds: number;
                            /** @description Traits the data dictionary lacks, left out of rows that were stored, and how often each was told; declare them and import the file again */
                            undeclared_traits: {
                                [key: string]: number;
                            };
                            /** @description Declared traits whose value did not fit, left out of rows that were stored; each is in the reject file */
                            unfit_traits: {
                                [key: string]: number;
                            };
                        };
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accepted: number;
                            /** @description Signed sum of accepted lines by currency: orders and adjustments less refunds, guests included */
                            amount_minor: {
                                [key: string]: number;
                            };
                            bytes: number;
                            bytes_done: number;
                            customers: {
                                created: number;
                                /** @description Of a dry run: customers it speaks of whom the shop has already */
                                known?: number;
                                updated: number;
                            };
                            /** @description Rows already stored unchanged */
                            duplicates: number;
                            events: number;
                            file_name: string;
                            finished_at: string | null;
                            id: number;
                            /** @description Other values left out of rows that were stored, by column, and how often: amounts and quantities of events that cannot be read (each is in the reject file), phones and accounts of buyers that identify nobody, such as masked ones */
                            left_out: {
                                [key: string]: number;
                            };
                            /** @description Accepted lines of orders and refunds */
                            lines: number;
                            /** @description Without refund documents */
                            orders: {
                                created: number;
                                updated: number;
                            };
                            /** @description All processes, shared memory counted once */
                            peak_rss_mb: number;
                            preset: string;
                            problem: null | {
                                code: string;
                                issues?: unknown[];
                                message: {
                                    en: string;
                                    zh: string;
                                };
                            };
                            /** @description What the preset is called; the name of a mapping */
                            read_by: {
                                en: string;
                                zh: string;
                            };
                            /** @description Accepted refund documents */
                            refunds: number;
                            /** @description Rows that could not be used, and what was left out of rows that could */
                            reject_file: string | null;
                            rejected: number;
                            /** @description Dry runs over HTTP: the beginning of the reject file, which is not kept */
                            rejects_csv?: string;
                            /** @description accepted + rejected + duplicates */
                            rows: number;
                            seconds: number;
                            /** Format: date-time */
                            started_at: string;
                            /** @enum {unknown} */
                            state: "running" | "interrupted" | "done" | "failed" | "undone" | "undoing";
                            /** @description Traits the data dictionary lacks, left out of rows that were stored, and how often each was told; declare them and import the file again */
                            undeclared_traits: {
                                [key: string]: number;
                            };
                            /** @description Declared traits whose value did not fit, left out of rows that were stored; each is in the reject file */
                            unfit_traits: {
                                [key: string]: number;
                            };
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One import */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accepted: number;
                            /** @description Signed sum of accepted lines by currency: orders and adjustments less refunds, guests included */
                            amount_minor: {
                                [key: string]: number;
                            };
                            bytes: number;
                            bytes_done: number;
                            customers: {
                                created: number;
                                /** @description Of a dry run: customers it speaks of whom the shop has already */
                                known?: number;
                                updated: number;
                            };
                            /** @description Rows already stored unchanged */
                            duplicates: number;
                            events: number;
                            file_name: string;
                            finished_at: string | null;
                            id: number;
                            /** @description Other values left out of rows that were stored, by column, and how often: amounts and quantities of events that cannot be read (each is in the reject file), phones and accounts of buyers that identify nobody, such as masked ones */
                            left_out: {
                                [key: string]: number;
                            };
                            /** @description Accepted lines of orders and refunds */
                            lines: number;
                            /** @description Without refund documents */
                            orders: {
                                created: number;
                                updated: number;
                            };
                            /** @description All processes, shared memory counted once */
                            peak_rss_mb: number;
                            preset: string;
                            problem: null | {
                                code: string;
                                issues?: unknown[];
                                message: {
                                    en: string;
                                    zh: string;
                                };
                            };
                            /** @description What the preset is called; the name of a mapping */
                            read_by: {
                                en: string;
                                zh: string;
                            };
                            /** @description Accepted refund documents */
                            refunds: number;
                            /** @description Rows that could not be used, and what was left out of rows that could */
                            reject_file: string | null;
                            rejected: number;
                            /** @description Dry runs over HTTP: the beginning of the reject file, which is not kept */
                            rejects_csv?: string;
                            /** @description accepted + rejected + duplicates */
                            rows: number;
                            seconds: number;
                            /** Format: date-time */
                            started_at: string;
                            /** @enum {unknown} */
                            state: "running" | "interrupted" | "done" | "failed" | "undone" | "undoing";
                            /** @description Traits the data dictionary lacks, left out of rows that were stored, and how often each was told; declare them and import the file again */
                            undeclared_traits: {
                                [key: string]: number;
                            };
                            /** @description Declared traits whose value did not fit, left out of rows that were stored; each is in the reject file */
                            unfit_traits: {
                                [key: string]: number;
                            };
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Take an import back */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    id: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accepted: number;
                            /** @description Signed sum of accepted lines by currency: orders and adjustments less refunds, guests included */
                            amount_minor: {
                                [key: string]: number;
                            };
                            bytes: number;
                            bytes_done: number;
                            customers: {
                                created: number;
                                /** @description Of a dry run: customers it speaks of whom the shop has already */
                                known?: number;
                                updated: number;
                            };
                            /** @description Rows already stored unchanged */
                            duplicates: number;
                            events: number;
                            file_name: string;
                            finished_at: string | null;
                            id: number;
                            /** @description Other values left out of rows that were stored, by column, and how often: amounts and quantities of events that cannot be read (each is in the reject file), phones and accounts of buyers that identify nobody, such as masked ones */
                            left_out: {
                                [key: string]: number;
                            };
                            /** @description Accepted lines of orders and refunds */
                            lines: number;
                            /** @description Without refund documents */
                            orders: {
                                created: number;
                                updated: number;
                            };
                            /** @description All processes, shared memory counted once */
                            peak_rss_mb: number;
                            preset: string;
                            problem: null | {
                                code: string;
                                issues?: unknown[];
                                message: {
                                    en: string;
                                    zh: string;
                                };
                            };
                            /** @description What the preset is called; the name of a mapping */
                            read_by: {
                                en: string;
                                zh: string;
                            };
                            /** @description Accepted refund documents */
                            refunds: number;
                            /** @description Rows that could not be used, and what was left out of rows that could */
                            reject_file: string | null;
                            rejected: number;
                            /** @description Dry runs over HTTP: the beginning of the reject file, which is not kept */
                            rejects_csv?: string;
                            /** @description accepted + rejected + duplicates */
                            rows: number;
                            seconds: number;
                            /** Format: date-time */
                            started_at: string;
                            /** @enum {unknown} */
                            state: "running" | "interrupted" | "done" | "failed" | "undone" | "undoing";
                            /** @description Traits the data dictionary lacks, left out of rows that were stored, and how often each was told; declare them and import the file again */
                            undeclared_traits: {
                                [key: string]: number;
                            };
                            /** @description Declared traits whose value did not fit, left out of rows that were stored; each is in the reject file */
                            unfit_traits: {
                                [key: string]: number;
                            };
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/imports/{id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow an import (server-sent events)
         * @description Events `progress` while it runs, then one `end`; data is the import as GET shows it.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/imports/{id}/reject-lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rejects as a table, in the order of the file */
        get: {
            parameters: {
                query?: {
                    /** @description next_cursor of the page before */
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    id: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            next_cursor: string | null;
                            rejects: {
                                code: string;
                                column: string;
                                line: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                value: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/imports/{id}/rejects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rows that could not be used, and traits that were left out of rows that could (CSV) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/imports/{id}/undo-preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What taking an import back would remove, at most */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Persons that came by this import */
                            customers: number;
                            events: number;
                            /** @description Orders that only this import told of */
                            orders: number;
                            /** @description Orders of others that go back to what others said */
                            orders_changed: number;
                            refunds: number;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Invite somebody; the link is shown once */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: email */
                        email: string;
                        /** @enum {unknown} */
                        role: "owner" | "manager" | "marketer" | "service-agent" | "analyst" | "auditor";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            email: string;
                            /** Format: date-time */
                            expires_at: string;
                            invitation_id: string;
                            /** @description To hand to the invited person; shown once */
                            link: string;
                            /** @enum {unknown} */
                            role: "owner" | "manager" | "marketer" | "service-agent" | "analyst" | "auditor";
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/invitations/{invitation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an invitation back */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    invitation: string;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What runs or ran in the background, newest first
         * @description The latest hundred of the kinds the caller may see.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            jobs: {
                                /** @description A file, a kind of data, a number of people */
                                about: string;
                                /** @description Share that is done, 0 to 1 */
                                done: number | null;
                                finished_at: string | null;
                                /** @description Its id, such as import:12 */
                                job: string;
                                /** @enum {unknown} */
                                kind: "import" | "undo" | "export" | "erasure" | "retention" | "tag-run" | "untag-run" | "people" | "backup";
                                /** @description The caller may have it go on: POST .../retry */
                                may_retry: boolean;
                                problem: null | {
                                    code: string;
                                    message: {
                                        en: string;
                                        zh: string;
                                    };
                                };
                                /** Format: date-time */
                                started_at: string;
                                /** @description `user:<id>`, `key:<id>`, `cli:...` or `system` */
                                started_by: string;
                                /** @description Where it is somebody who works here */
                                started_by_name: string | null;
                                /**
                                 * @description waiting: it broke off, and goes on by itself or when it is told to
                                 * @enum {unknown}
                                 */
                                state: "running" | "waiting" | "done" | "failed";
                            }[];
                            /** @description Changes of this shop that measures do not have yet */
                            mirror: {
                                batches: number;
                                oldest_at: string | null;
                            };
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/jobs/{job}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have work that broke off go on at once
         * @description For who may do that kind of work.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    job: string;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            job: string;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys, revoked ones too */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            keys: {
                                /** Format: date-time */
                                created_at: string;
                                created_by: string | null;
                                key_id: string;
                                /** @enum {unknown} */
                                kind: "write" | "api";
                                last_used_at: string | null;
                                name: string;
                                /** @description First characters, to recognise it by */
                                prefix: string;
                                revoked_at: string | null;
                                scopes: string[];
                                source: string | null;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Make a key; it is shown in this answer and never again */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "write";
                        /** @description What it is for */
                        name: string;
                        /** @description Where its data comes from, such as mini-program */
                        source: string;
                    } | {
                        /** @enum {string} */
                        kind: "api";
                        /** @description What it is for */
                        name: string;
                        scopes: ("analytics:read" | "audit:read" | "compliance:read" | "compliance:write" | "customers:merge" | "customers:read" | "customers:unmask" | "customers:write" | "dictionary:write" | "events:read" | "export:personal" | "imports:read" | "imports:write" | "orders:read" | "orders:write" | "products:read" | "products:write" | "shop:read" | "spend:read" | "spend:write")[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            created_at: string;
                            created_by: string | null;
                            /** @description The key itself: shown now and never again */
                            key: string;
                            key_id: string;
                            /** @enum {unknown} */
                            kind: "write" | "api";
                            last_used_at: string | null;
                            name: string;
                            /** @description First characters, to recognise it by */
                            prefix: string;
                            revoked_at: string | null;
                            scopes: string[];
                            source: string | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a key, at once */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    key: string;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            created_at: string;
                            created_by: string | null;
                            key_id: string;
                            /** @enum {unknown} */
                            kind: "write" | "api";
                            last_used_at: string | null;
                            name: string;
                            /** @description First characters, to recognise it by */
                            prefix: string;
                            revoked_at: string | null;
                            scopes: string[];
                            source: string | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/mappings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Saved mappings */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            mappings: {
                                /** @description See docs/mapping.schema.json */
                                mapping: {
                                    [key: string]: unknown;
                                };
                                name: string;
                                of: string;
                                /** Format: date-time */
                                saved_at: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Save a mapping under its name */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description See docs/mapping.schema.json */
                        mapping: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description See docs/mapping.schema.json */
                            mapping: {
                                [key: string]: unknown;
                            };
                            name: string;
                            of: string;
                            /** Format: date-time */
                            saved_at: string;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/mappings/{mapping}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change a saved mapping
         * @description Its name stays. Imports that ran by it keep what they ran by.
         */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description Its name */
                    mapping: string;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description See docs/mapping.schema.json */
                        mapping: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description See docs/mapping.schema.json */
                            mapping: {
                                [key: string]: unknown;
                            };
                            name: string;
                            of: string;
                            /** Format: date-time */
                            saved_at: string;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Forget a saved mapping */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description Its name */
                    mapping: string;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/mappings/{mapping}/name": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rename a saved mapping
         * @description Imports that ran by it keep the name they ran under.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description Its name */
                    mapping: string;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Its name */
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description See docs/mapping.schema.json */
                            mapping: {
                                [key: string]: unknown;
                            };
                            name: string;
                            of: string;
                            /** Format: date-time */
                            saved_at: string;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Orders, newest first */
        get: {
            parameters: {
                query?: {
                    channel?: string;
                    /** @description next_cursor of the page before */
                    cursor?: string;
                    customer?: number;
                    limit?: number;
                    order_no?: string;
                    state?: "created" | "paid" | "shipped" | "delivered" | "completed" | "cancelled";
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            next_cursor: string | null;
                            orders: {
                                channel: string;
                                city: string | null;
                                /** Format: date-time */
                                created_at: string;
                                currency: string;
                                /** @description Counts as a paid order: was paid, for more than nothing */
                                is_paid: boolean;
                                order_id: number;
                                order_no: string;
                                paid_at: string | null;
                                paid_minor: number;
                                /** @description 0 = guest */
                                person_id: number;
                                province: string | null;
                                quantity: number;
                                refunded_minor: number;
                                state: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/orders/{order}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One order whole, its receiver masked */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    order: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            cancelled_at: string | null;
                            channel: string;
                            city: string | null;
                            completed_at: string | null;
                            /** Format: date-time */
                            created_at: string;
                            currency: string;
                            delivered_at: string | null;
                            discount_minor: number;
                            goods_minor: number;
                            /** @description Counts as a paid order: was paid, for more than nothing */
                            is_paid: boolean;
                            lines: {
                                amount_minor: number;
                                discount_minor: number;
                                line_key: string;
                                /** @description 0 = none */
                                product_id: number;
                                quantity: number;
                                refunded_quantity: number;
                                sku: string | null;
                                title: string | null;
                                /** @description Minor units of one unit, perhaps with a fraction */
                                unit_price: number;
                            }[];
                            marks: string[];
                            order_id: number;
                            order_no: string;
                            paid_at: string | null;
                            paid_minor: number;
                            payments: {
                                amount_minor: number;
                                method: string | null;
                                /** Format: date-time */
                                paid_at: string;
                                payment_no: string;
                            }[];
                            /** @description 0 = guest */
                            person_id: number;
                            province: string | null;
                            quantity: number;
                            receiver: {
                                address: string | null;
                                city: string | null;
                                district: string | null;
                                name: string | null;
                                phone: string | null;
                                province: string | null;
                            };
                            refunded_minor: number;
                            refunds: {
                                /** @description Of this order; a refund matched line by line may span several */
                                amount_minor: number;
                                /** @description Matched line by line, since the refund names no order */
                                matched: boolean;
                                reason: string | null;
                                refund_id: number;
                                refund_no: string;
                                /** Format: date-time */
                                refunded_at: string;
                                state: string;
                                type: string | null;
                            }[];
                            shipped_at: string | null;
                            shipping_minor: number;
                            state: string;
                            tie: {
                                kind: string;
                                role: string | null;
                                tie_no: string;
                            } | null;
                            touch: {
                                [key: string]: unknown;
                            } | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/orders/{order}/unmask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** See the receiver in clear; the audit log keeps who, what and why */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    order: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Why; no personal values */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            address: string | null;
                            name: string | null;
                            phone: string | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Products by number */
        get: {
            parameters: {
                query?: {
                    /** @description next_cursor of the page before */
                    cursor?: string;
                    limit?: number;
                    /** @description Part of the title, or a number */
                    text?: string;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            next_cursor: string | null;
                            products: {
                                brand: string | null;
                                /** @description Smallest number of those mapped to be one thing */
                                canonical_id: number;
                                category: string[];
                                cost_minor: number | null;
                                currency: string | null;
                                /** @description What each channel calls it, and those it is one thing with */
                                names: {
                                    channel: string;
                                    product_no: string;
                                }[];
                                price_minor: number | null;
                                product_id: number;
                                status: string | null;
                                stock: number | null;
                                title: string | null;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Say what a product is, by a channel's number for it; same_as maps it to another channel's */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        brand?: string;
                        /** @description From the root down */
                        category?: string[];
                        channel: string;
                        cost_minor?: number;
                        currency?: string;
                        price_minor?: number;
                        product_no: string;
                        same_as?: {
                            channel: string;
                            product_no: string;
                        };
                        /** @enum {unknown} */
                        status?: "on-sale" | "off-sale";
                        stock?: number;
                        title?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            brand: string | null;
                            /** @description Smallest number of those mapped to be one thing */
                            canonical_id: number;
                            category: string[];
                            cost_minor: number | null;
                            currency: string | null;
                            /** @description What each channel calls it, and those it is one thing with */
                            names: {
                                channel: string;
                                product_no: string;
                            }[];
                            price_minor: number | null;
                            product_id: number;
                            status: string | null;
                            stock: number | null;
                            title: string | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/products/{product}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One product */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    product: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            brand: string | null;
                            /** @description Smallest number of those mapped to be one thing */
                            canonical_id: number;
                            category: string[];
                            cost_minor: number | null;
                            currency: string | null;
                            /** @description What each channel calls it, and those it is one thing with */
                            names: {
                                channel: string;
                                product_no: string;
                            }[];
                            price_minor: number | null;
                            product_id: number;
                            status: string | null;
                            stock: number | null;
                            title: string | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/products/{product}/mapping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take back that a product is the same as others */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    product: number;
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            brand: string | null;
                            /** @description Smallest number of those mapped to be one thing */
                            canonical_id: number;
                            category: string[];
                            cost_minor: number | null;
                            currency: string | null;
                            /** @description What each channel calls it, and those it is one thing with */
                            names: {
                                channel: string;
                                product_no: string;
                            }[];
                            price_minor: number | null;
                            product_id: number;
                            status: string | null;
                            stock: number | null;
                            title: string | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events that came in live in the last 24 hours, by source */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sources: {
                                events_last_day: number;
                                source: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/spend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Acquisition spend, oldest day first */
        get: {
            parameters: {
                query?: {
                    channel?: string;
                    /** @description next_cursor of the page before */
                    cursor?: string;
                    /** @description Shop day, YYYY-MM-DD */
                    from?: string;
                    limit?: number;
                    /** @description Shop day, YYYY-MM-DD */
                    to?: string;
                };
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            next_cursor: string | null;
                            spend: {
                                amount_minor: number;
                                campaign: string;
                                channel: string;
                                /** @default 0 */
                                clicks: number;
                                /** @description ISO 4217 */
                                currency: string;
                                /**
                                 * Format: date
                                 * @description Shop day, YYYY-MM-DD
                                 */
                                day: string;
                                /** @default 0 */
                                impressions: number;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Say what was spent; a day said before is replaced */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        spend: {
                            amount_minor: number;
                            campaign: string;
                            channel: string;
                            /** @default 0 */
                            clicks: number;
                            /** @description ISO 4217 */
                            currency: string;
                            /**
                             * Format: date
                             * @description Shop day, YYYY-MM-DD
                             */
                            day: string;
                            /** @default 0 */
                            impressions: number;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            outcomes: ("created" | "updated" | "unchanged")[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who works here, and who is invited */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            invitations: {
                                email: string;
                                /** Format: date-time */
                                expires_at: string;
                                invitation_id: string;
                                /** @enum {unknown} */
                                role: "owner" | "manager" | "marketer" | "service-agent" | "analyst" | "auditor";
                            }[];
                            members: {
                                email: string;
                                name: string;
                                /** @enum {unknown} */
                                role: "owner" | "manager" | "marketer" | "service-agent" | "analyst" | "auditor";
                                /** Format: date-time */
                                since: string;
                                user_id: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/staff/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a member; the last owner cannot go */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                    user: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Change a member's role */
        patch: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                    user: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        role: "owner" | "manager" | "marketer" | "service-agent" | "analyst" | "auditor";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/shops/{shop}/undeclared-traits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Traits that sources tell and the data dictionary lacks, the commonest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            traits: {
                                /** Format: date-time */
                                first_seen_at: string;
                                /** Format: date-time */
                                last_seen_at: string;
                                /** @description As it could be declared; ? gathers names that are personal values themselves */
                                name: string;
                                /** @description Times it was told */
                                seen: number;
                                /** @description What its values look like */
                                type: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Uploads that wait to be imported, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            uploads: {
                                bytes: number;
                                /**
                                 * Format: date-time
                                 * @description It is deleted then, imported or not
                                 */
                                expires_at: string;
                                file_name: string;
                                /** @description Who uploaded it sees its rows; others see what is no value of a person */
                                mine: boolean;
                                /** @description Its id */
                                upload: string;
                                /** Format: date-time */
                                uploaded_at: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Upload a file to look at
         * @description multipart/form-data: `file`. Kept until it is imported, deleted, or a day old.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            bytes: number;
                            /**
                             * Format: date-time
                             * @description It is deleted then, imported or not
                             */
                            expires_at: string;
                            file_name: string;
                            /** @description Who uploaded it sees its rows; others see what is no value of a person */
                            mine: boolean;
                            /** @description Its id */
                            upload: string;
                            /** Format: date-time */
                            uploaded_at: string;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/uploads/{upload}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete an upload */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                    upload: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/uploads/{upload}/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What an import of this upload would do (server-sent events)
         * @description Reads the whole file and stores nothing. Events `progress` (counts so far, `bytes`, `bytes_done`), then `end` with the counts and the first rejects, or `problem`. Hanging up ends it.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                    upload: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        delimiter?: string;
                        /** @description Such as gb18030, utf-8, windows-1252 */
                        encoding?: string;
                        /** @enum {unknown} */
                        format?: "delimited" | "blanks" | "json-lines" | "xlsx" | "parquet";
                        mapping?: {
                            [key: string]: unknown;
                        };
                        max_rejects?: number;
                        preset?: string;
                        saved_mapping?: string;
                        sheet?: string | number;
                    };
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/uploads/{upload}/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import this upload
         * @description Answers when it has begun; follow it by its own events. The upload is used up.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                    upload: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        delimiter?: string;
                        /** @description Such as gb18030, utf-8, windows-1252 */
                        encoding?: string;
                        /** @enum {unknown} */
                        format?: "delimited" | "blanks" | "json-lines" | "xlsx" | "parquet";
                        mapping?: {
                            [key: string]: unknown;
                        };
                        max_rejects?: number;
                        preset?: string;
                        saved_mapping?: string;
                        sheet?: string | number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accepted: number;
                            /** @description Signed sum of accepted lines by currency: orders and adjustments less refunds, guests included */
                            amount_minor: {
                                [key: string]: number;
                            };
                            bytes: number;
                            bytes_done: number;
                            customers: {
                                created: number;
                                /** @description Of a dry run: customers it speaks of whom the shop has already */
                                known?: number;
                                updated: number;
                            };
                            /** @description Rows already stored unchanged */
                            duplicates: number;
                            events: number;
                            file_name: string;
                            finished_at: string | null;
                            id: number;
                            /** @description Other values left out of rows that were stored, by column, and how often: amounts and quantities of events that cannot be read (each is in the reject file), phones and accounts of buyers that identify nobody, such as masked ones */
                            left_out: {
                                [key: string]: number;
                            };
                            /** @description Accepted lines of orders and refunds */
                            lines: number;
                            /** @description Without refund documents */
                            orders: {
                                created: number;
                                updated: number;
                            };
                            /** @description All processes, shared memory counted once */
                            peak_rss_mb: number;
                            preset: string;
                            problem: null | {
                                code: string;
                                issues?: unknown[];
                                message: {
                                    en: string;
                                    zh: string;
                                };
                            };
                            /** @description What the preset is called; the name of a mapping */
                            read_by: {
                                en: string;
                                zh: string;
                            };
                            /** @description Accepted refund documents */
                            refunds: number;
                            /** @description Rows that could not be used, and what was left out of rows that could */
                            reject_file: string | null;
                            rejected: number;
                            /** @description Dry runs over HTTP: the beginning of the reject file, which is not kept */
                            rejects_csv?: string;
                            /** @description accepted + rejected + duplicates */
                            rows: number;
                            seconds: number;
                            /** Format: date-time */
                            started_at: string;
                            /** @enum {unknown} */
                            state: "running" | "interrupted" | "done" | "failed" | "undone" | "undoing";
                            /** @description Traits the data dictionary lacks, left out of rows that were stored, and how often each was told; declare them and import the file again */
                            undeclared_traits: {
                                [key: string]: number;
                            };
                            /** @description Declared traits whose value did not fit, left out of rows that were stored; each is in the reject file */
                            unfit_traits: {
                                [key: string]: number;
                            };
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/uploads/{upload}/inspection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a file is, its first rows, and what can read it */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                    upload: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        delimiter?: string;
                        /** @description Such as gb18030, utf-8, windows-1252 */
                        encoding?: string;
                        /** @enum {unknown} */
                        format?: "delimited" | "blanks" | "json-lines" | "xlsx" | "parquet";
                        mapping?: {
                            [key: string]: unknown;
                        };
                        preset?: string;
                        saved_mapping?: string;
                        sheet?: string | number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Best first; those that do not fit come last */
                            candidates: {
                                fits: boolean;
                                /** @enum {unknown} */
                                kind: "preset" | "mapping";
                                label: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description What it needs and the file lacks */
                                missing: {
                                    code: string;
                                    field?: string;
                                    message: {
                                        en: string;
                                        zh: string;
                                    };
                                }[];
                                name: string;
                                /** @description Of the first rows, those it can use */
                                rows_read: number;
                                uses: {
                                    column: string;
                                    /** @description What the column becomes; of mappings as in docs/mapping.schema.json */
                                    field: string;
                                    personal: boolean;
                                    /** @description Which column of the file, from 0; -1 where it has none */
                                    place: number;
                                    required: boolean;
                                }[];
                            }[];
                            chosen: {
                                fits: boolean;
                                /** @enum {unknown} */
                                kind: "preset" | "mapping";
                                label: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description What it needs and the file lacks */
                                missing: {
                                    code: string;
                                    field?: string;
                                    message: {
                                        en: string;
                                        zh: string;
                                    };
                                }[];
                                name: string;
                                /** @description Of the first rows, those it can use */
                                rows_read: number;
                                uses: {
                                    column: string;
                                    /** @description What the column becomes; of mappings as in docs/mapping.schema.json */
                                    field: string;
                                    personal: boolean;
                                    /** @description Which column of the file, from 0; -1 where it has none */
                                    place: number;
                                    required: boolean;
                                }[];
                            } | null;
                            /** @description Without a header: 1, 2, 3 ... */
                            columns: string[];
                            delimiter: string | null;
                            encoding: string | null;
                            /** @enum {unknown} */
                            format: "delimited" | "blanks" | "json-lines" | "xlsx" | "parquet";
                            has_header: boolean;
                            /** @description The first 50, as the chosen one reads them */
                            rows: {
                                /** @description Cut at 200 characters */
                                cells: string[];
                                left_out: string[];
                                line: number;
                                problems: {
                                    code: string;
                                    column: string | null;
                                    message: {
                                        en: string;
                                        zh: string;
                                    };
                                }[];
                            }[];
                            /** @description Cells are covered, because somebody else uploaded the file */
                            rows_hidden: boolean;
                            upload: {
                                bytes: number;
                                /**
                                 * Format: date-time
                                 * @description It is deleted then, imported or not
                                 */
                                expires_at: string;
                                file_name: string;
                                /** @description Who uploaded it sees its rows; others see what is no value of a person */
                                mine: boolean;
                                /** @description Its id */
                                upload: string;
                                /** Format: date-time */
                                uploaded_at: string;
                            };
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/worklist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is worth doing now, by expected money */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            currency: string;
                            /** @description Done or put off by somebody */
                            hidden: {
                                /** @description What the one button says */
                                action: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description How the expected money was worked out */
                                basis: {
                                    en: string;
                                    zh: string;
                                } | null;
                                /** @description How many people or things */
                                count: number;
                                /** @description Minor units; null where the figures of the shop say nothing of it */
                                expected_money: number | null;
                                /** @description Page of the console below /shops/:shop, with its query */
                                link: string;
                                mark: {
                                    /** Format: date-time */
                                    marked_at: string;
                                    marked_by: string;
                                    /** @enum {unknown} */
                                    state: "done" | "snoozed";
                                    /**
                                     * Format: date-time
                                     * @description Hidden until then, or until there is more to do
                                     */
                                    until: string;
                                };
                                /** @description The facts it rests on */
                                reason: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description Stable code */
                                task: string;
                                title: {
                                    en: string;
                                    zh: string;
                                };
                            }[];
                            ranked_by: {
                                en: string;
                                zh: string;
                            };
                            tasks: {
                                /** @description What the one button says */
                                action: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description How the expected money was worked out */
                                basis: {
                                    en: string;
                                    zh: string;
                                } | null;
                                /** @description How many people or things */
                                count: number;
                                /** @description Minor units; null where the figures of the shop say nothing of it */
                                expected_money: number | null;
                                /** @description Page of the console below /shops/:shop, with its query */
                                link: string;
                                /** @description The facts it rests on */
                                reason: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description Stable code */
                                task: string;
                                title: {
                                    en: string;
                                    zh: string;
                                };
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shops/{shop}/worklist/{task}/mark": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that a task is done, or put it off */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                    task: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description How long it stays away; 7 when done, 1 when put off */
                        days?: number;
                        /** @enum {unknown} */
                        state: "done" | "snoozed";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            currency: string;
                            /** @description Done or put off by somebody */
                            hidden: {
                                /** @description What the one button says */
                                action: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description How the expected money was worked out */
                                basis: {
                                    en: string;
                                    zh: string;
                                } | null;
                                /** @description How many people or things */
                                count: number;
                                /** @description Minor units; null where the figures of the shop say nothing of it */
                                expected_money: number | null;
                                /** @description Page of the console below /shops/:shop, with its query */
                                link: string;
                                mark: {
                                    /** Format: date-time */
                                    marked_at: string;
                                    marked_by: string;
                                    /** @enum {unknown} */
                                    state: "done" | "snoozed";
                                    /**
                                     * Format: date-time
                                     * @description Hidden until then, or until there is more to do
                                     */
                                    until: string;
                                };
                                /** @description The facts it rests on */
                                reason: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description Stable code */
                                task: string;
                                title: {
                                    en: string;
                                    zh: string;
                                };
                            }[];
                            ranked_by: {
                                en: string;
                                zh: string;
                            };
                            tasks: {
                                /** @description What the one button says */
                                action: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description How the expected money was worked out */
                                basis: {
                                    en: string;
                                    zh: string;
                                } | null;
                                /** @description How many people or things */
                                count: number;
                                /** @description Minor units; null where the figures of the shop say nothing of it */
                                expected_money: number | null;
                                /** @description Page of the console below /shops/:shop, with its query */
                                link: string;
                                /** @description The facts it rests on */
                                reason: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description Stable code */
                                task: string;
                                title: {
                                    en: string;
                                    zh: string;
                                };
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Show a task again */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key again gets the first answer, for 24 hours; 409 while the first runs, or when its answer is shown once */
                    "idempotency-key"?: string;
                };
                path: {
                    /** @description The shop as it stands in URLs */
                    shop: string;
                    task: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            currency: string;
                            /** @description Done or put off by somebody */
                            hidden: {
                                /** @description What the one button says */
                                action: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description How the expected money was worked out */
                                basis: {
                                    en: string;
                                    zh: string;
                                } | null;
                                /** @description How many people or things */
                                count: number;
                                /** @description Minor units; null where the figures of the shop say nothing of it */
                                expected_money: number | null;
                                /** @description Page of the console below /shops/:shop, with its query */
                                link: string;
                                mark: {
                                    /** Format: date-time */
                                    marked_at: string;
                                    marked_by: string;
                                    /** @enum {unknown} */
                                    state: "done" | "snoozed";
                                    /**
                                     * Format: date-time
                                     * @description Hidden until then, or until there is more to do
                                     */
                                    until: string;
                                };
                                /** @description The facts it rests on */
                                reason: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description Stable code */
                                task: string;
                                title: {
                                    en: string;
                                    zh: string;
                                };
                            }[];
                            ranked_by: {
                                en: string;
                                zh: string;
                            };
                            tasks: {
                                /** @description What the one button says */
                                action: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description How the expected money was worked out */
                                basis: {
                                    en: string;
                                    zh: string;
                                } | null;
                                /** @description How many people or things */
                                count: number;
                                /** @description Minor units; null where the figures of the shop say nothing of it */
                                expected_money: number | null;
                                /** @description Page of the console below /shops/:shop, with its query */
                                link: string;
                                /** @description The facts it rests on */
                                reason: {
                                    en: string;
                                    zh: string;
                                };
                                /** @description Stable code */
                                task: string;
                                title: {
                                    en: string;
                                    zh: string;
                                };
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the installation is */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            clickhouse: {
                                /** @enum {unknown} */
                                kind: "embedded" | "server" | "cluster";
                                message: {
                                    en: string;
                                    zh: string;
                                } | null;
                                ms: number;
                                ok: boolean;
                                version: string | null;
                            };
                            disk: {
                                floor_bytes: number;
                                free_bytes: number;
                                ok: boolean;
                            };
                            /** @description What `shuke doctor` finds on this machine */
                            findings: {
                                advice: {
                                    en: string;
                                    zh: string;
                                } | null;
                                name: string;
                                ok: boolean;
                                value: {
                                    en: string;
                                    zh: string;
                                };
                            }[];
                            mirror: {
                                batches: number;
                                oldest_at: string | null;
                                /** @description Batches ClickHouse refused; tried again at the next start */
                                refused: number;
                                rows: number;
                            };
                            node: string;
                            postgres: {
                                /** @enum {unknown} */
                                kind: "embedded" | "server" | "cluster";
                                message: {
                                    en: string;
                                    zh: string;
                                } | null;
                                ms: number;
                                ok: boolean;
                                version: string | null;
                            };
                            /** @enum {unknown} */
                            role: "api" | "worker" | "all";
                            shops: number;
                            uptime_seconds: number;
                            version: string;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/backups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Backups, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            backups: {
                                /**
                                 * Format: date-time
                                 * @description When it was begun; of a file with another name than ours, the moment it shows
                                 */
                                at: string;
                                /** @description Its file in the folder */
                                backup: string;
                                bytes: number;
                                /** @description Made by the schedule, which deletes it in its turn */
                                daily: boolean;
                                /**
                                 * Format: date-time
                                 * @description When it was last written to
                                 */
                                ended_at: string;
                                program: string | null;
                                /** @enum {unknown} */
                                state: "running" | "broken-off" | "done";
                                verified_at: string | null;
                            }[];
                            failure: {
                                /** Format: date-time */
                                at: string;
                                problem: {
                                    code: string;
                                    message: {
                                        en: string;
                                        zh: string;
                                    };
                                };
                            } | null;
                            folder: string | null;
                            next_at: string | null;
                            schedule: {
                                /** @description Time of day, such as 03:30 */
                                at: string;
                                /** @description Daily backups that are kept, the newest */
                                keep: number;
                                /** @description IANA name of the zone of `at` */
                                time_zone: string;
                            } | null;
                            work: {
                                backup: string;
                                done: number;
                                /** @enum {unknown} */
                                kind: "backup" | "verification";
                                problem: {
                                    code: string;
                                    message: {
                                        en: string;
                                        zh: string;
                                    };
                                } | null;
                                /** @enum {unknown} */
                                state: "running" | "done" | "failed";
                                total: number;
                            } | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Make a backup of all shops into the folder of SHUKE_BACKUPS */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            backup: string;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/backups/{backup}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a backup, or what is left of one that broke off */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    backup: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/backups/{backup}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A backup as a file
         * @description All shops. Personal fields in it open only with the master key, which is not in it. Who took it is in the audit log of every shop before the first byte.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    backup: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/backups/{backup}/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read a backup to its end and hold it to its checksums */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    backup: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            backup: string;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/backups/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Have a backup made every day
         * @description One that was due while nothing ran is made at the next start. Those made by hand are never deleted.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Time of day, such as 03:30 */
                        at: string;
                        /** @description Daily backups that are kept, the newest */
                        keep: number;
                        /** @description IANA name of the zone of `at` */
                        time_zone: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            backups: {
                                /**
                                 * Format: date-time
                                 * @description When it was begun; of a file with another name than ours, the moment it shows
                                 */
                                at: string;
                                /** @description Its file in the folder */
                                backup: string;
                                bytes: number;
                                /** @description Made by the schedule, which deletes it in its turn */
                                daily: boolean;
                                /**
                                 * Format: date-time
                                 * @description When it was last written to
                                 */
                                ended_at: string;
                                program: string | null;
                                /** @enum {unknown} */
                                state: "running" | "broken-off" | "done";
                                verified_at: string | null;
                            }[];
                            failure: {
                                /** Format: date-time */
                                at: string;
                                problem: {
                                    code: string;
                                    message: {
                                        en: string;
                                        zh: string;
                                    };
                                };
                            } | null;
                            folder: string | null;
                            next_at: string | null;
                            schedule: {
                                /** @description Time of day, such as 03:30 */
                                at: string;
                                /** @description Daily backups that are kept, the newest */
                                keep: number;
                                /** @description IANA name of the zone of `at` */
                                time_zone: string;
                            } | null;
                            work: {
                                backup: string;
                                done: number;
                                /** @enum {unknown} */
                                kind: "backup" | "verification";
                                problem: {
                                    code: string;
                                    message: {
                                        en: string;
                                        zh: string;
                                    };
                                } | null;
                                /** @enum {unknown} */
                                state: "running" | "done" | "failed";
                                total: number;
                            } | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Have no more daily backups made; those there are stay */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            backups: {
                                /**
                                 * Format: date-time
                                 * @description When it was begun; of a file with another name than ours, the moment it shows
                                 */
                                at: string;
                                /** @description Its file in the folder */
                                backup: string;
                                bytes: number;
                                /** @description Made by the schedule, which deletes it in its turn */
                                daily: boolean;
                                /**
                                 * Format: date-time
                                 * @description When it was last written to
                                 */
                                ended_at: string;
                                program: string | null;
                                /** @enum {unknown} */
                                state: "running" | "broken-off" | "done";
                                verified_at: string | null;
                            }[];
                            failure: {
                                /** Format: date-time */
                                at: string;
                                problem: {
                                    code: string;
                                    message: {
                                        en: string;
                                        zh: string;
                                    };
                                };
                            } | null;
                            folder: string | null;
                            next_at: string | null;
                            schedule: {
                                /** @description Time of day, such as 03:30 */
                                at: string;
                                /** @description Daily backups that are kept, the newest */
                                keep: number;
                                /** @description IANA name of the zone of `at` */
                                time_zone: string;
                            } | null;
                            work: {
                                backup: string;
                                done: number;
                                /** @enum {unknown} */
                                kind: "backup" | "verification";
                                problem: {
                                    code: string;
                                    message: {
                                        en: string;
                                        zh: string;
                                    };
                                } | null;
                                /** @enum {unknown} */
                                state: "running" | "done" | "failed";
                                total: number;
                            } | null;
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/a": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One alias call (/v1/a)
         * @description Segment HTTP tracking protocol. The write key stands in basic authentication as user name, as a bearer token, or in the body as writeKey. The body is JSON, whatever its content type, gzip if you like: at most 500 KB, 500 calls, 32 KB a call. 200 = every call that is not listed under rejected is stored durably. 400: unreadable or too large, do not send it again. 401: the key. 429 and 503: send the same again after Retry-After.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Calls that are stored durably, now or before */
                            accepted: number;
                            /** @description Calls that were not stored and would not be if sent again */
                            rejected: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                            /** @description No call was rejected */
                            success: boolean;
                            /** @description Parts of accepted calls that were not kept */
                            warnings: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alias": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One alias call (/v1/alias)
         * @description Segment HTTP tracking protocol. The write key stands in basic authentication as user name, as a bearer token, or in the body as writeKey. The body is JSON, whatever its content type, gzip if you like: at most 500 KB, 500 calls, 32 KB a call. 200 = every call that is not listed under rejected is stored durably. 400: unreadable or too large, do not send it again. 401: the key. 429 and 503: send the same again after Retry-After.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Calls that are stored durably, now or before */
                            accepted: number;
                            /** @description Calls that were not stored and would not be if sent again */
                            rejected: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                            /** @description No call was rejected */
                            success: boolean;
                            /** @description Parts of accepted calls that were not kept */
                            warnings: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/b": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A batch of calls (/v1/b)
         * @description Segment HTTP tracking protocol. The write key stands in basic authentication as user name, as a bearer token, or in the body as writeKey. The body is JSON, whatever its content type, gzip if you like: at most 500 KB, 500 calls, 32 KB a call. 200 = every call that is not listed under rejected is stored durably. 400: unreadable or too large, do not send it again. 401: the key. 429 and 503: send the same again after Retry-After.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Calls that are stored durably, now or before */
                            accepted: number;
                            /** @description Calls that were not stored and would not be if sent again */
                            rejected: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                            /** @description No call was rejected */
                            success: boolean;
                            /** @description Parts of accepted calls that were not kept */
                            warnings: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A batch of calls (/v1/batch)
         * @description Segment HTTP tracking protocol. The write key stands in basic authentication as user name, as a bearer token, or in the body as writeKey. The body is JSON, whatever its content type, gzip if you like: at most 500 KB, 500 calls, 32 KB a call. 200 = every call that is not listed under rejected is stored durably. 400: unreadable or too large, do not send it again. 401: the key. 429 and 503: send the same again after Retry-After.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Calls that are stored durably, now or before */
                            accepted: number;
                            /** @description Calls that were not stored and would not be if sent again */
                            rejected: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                            /** @description No call was rejected */
                            success: boolean;
                            /** @description Parts of accepted calls that were not kept */
                            warnings: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/g": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One group call (/v1/g)
         * @description Segment HTTP tracking protocol. The write key stands in basic authentication as user name, as a bearer token, or in the body as writeKey. The body is JSON, whatever its content type, gzip if you like: at most 500 KB, 500 calls, 32 KB a call. 200 = every call that is not listed under rejected is stored durably. 400: unreadable or too large, do not send it again. 401: the key. 429 and 503: send the same again after Retry-After.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Calls that are stored durably, now or before */
                            accepted: number;
                            /** @description Calls that were not stored and would not be if sent again */
                            rejected: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                            /** @description No call was rejected */
                            success: boolean;
                            /** @description Parts of accepted calls that were not kept */
                            warnings: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/group": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One group call (/v1/group)
         * @description Segment HTTP tracking protocol. The write key stands in basic authentication as user name, as a bearer token, or in the body as writeKey. The body is JSON, whatever its content type, gzip if you like: at most 500 KB, 500 calls, 32 KB a call. 200 = every call that is not listed under rejected is stored durably. 400: unreadable or too large, do not send it again. 401: the key. 429 and 503: send the same again after Retry-After.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Calls that are stored durably, now or before */
                            accepted: number;
                            /** @description Calls that were not stored and would not be if sent again */
                            rejected: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                            /** @description No call was rejected */
                            success: boolean;
                            /** @description Parts of accepted calls that were not kept */
                            warnings: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/i": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One identify call (/v1/i)
         * @description Segment HTTP tracking protocol. The write key stands in basic authentication as user name, as a bearer token, or in the body as writeKey. The body is JSON, whatever its content type, gzip if you like: at most 500 KB, 500 calls, 32 KB a call. 200 = every call that is not listed under rejected is stored durably. 400: unreadable or too large, do not send it again. 401: the key. 429 and 503: send the same again after Retry-After.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Calls that are stored durably, now or before */
                            accepted: number;
                            /** @description Calls that were not stored and would not be if sent again */
                            rejected: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                            /** @description No call was rejected */
                            success: boolean;
                            /** @description Parts of accepted calls that were not kept */
                            warnings: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One identify call (/v1/identify)
         * @description Segment HTTP tracking protocol. The write key stands in basic authentication as user name, as a bearer token, or in the body as writeKey. The body is JSON, whatever its content type, gzip if you like: at most 500 KB, 500 calls, 32 KB a call. 200 = every call that is not listed under rejected is stored durably. 400: unreadable or too large, do not send it again. 401: the key. 429 and 503: send the same again after Retry-After.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Calls that are stored durably, now or before */
                            accepted: number;
                            /** @description Calls that were not stored and would not be if sent again */
                            rejected: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                            /** @description No call was rejected */
                            success: boolean;
                            /** @description Parts of accepted calls that were not kept */
                            warnings: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A batch of calls (/v1/import)
         * @description Segment HTTP tracking protocol. The write key stands in basic authentication as user name, as a bearer token, or in the body as writeKey. The body is JSON, whatever its content type, gzip if you like: at most 500 KB, 500 calls, 32 KB a call. 200 = every call that is not listed under rejected is stored durably. 400: unreadable or too large, do not send it again. 401: the key. 429 and 503: send the same again after Retry-After.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Calls that are stored durably, now or before */
                            accepted: number;
                            /** @description Calls that were not stored and would not be if sent again */
                            rejected: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                            /** @description No call was rejected */
                            success: boolean;
                            /** @description Parts of accepted calls that were not kept */
                            warnings: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/p": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One page call (/v1/p)
         * @description Segment HTTP tracking protocol. The write key stands in basic authentication as user name, as a bearer token, or in the body as writeKey. The body is JSON, whatever its content type, gzip if you like: at most 500 KB, 500 calls, 32 KB a call. 200 = every call that is not listed under rejected is stored durably. 400: unreadable or too large, do not send it again. 401: the key. 429 and 503: send the same again after Retry-After.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Calls that are stored durably, now or before */
                            accepted: number;
                            /** @description Calls that were not stored and would not be if sent again */
                            rejected: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                            /** @description No call was rejected */
                            success: boolean;
                            /** @description Parts of accepted calls that were not kept */
                            warnings: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/page": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One page call (/v1/page)
         * @description Segment HTTP tracking protocol. The write key stands in basic authentication as user name, as a bearer token, or in the body as writeKey. The body is JSON, whatever its content type, gzip if you like: at most 500 KB, 500 calls, 32 KB a call. 200 = every call that is not listed under rejected is stored durably. 400: unreadable or too large, do not send it again. 401: the key. 429 and 503: send the same again after Retry-After.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Calls that are stored durably, now or before */
                            accepted: number;
                            /** @description Calls that were not stored and would not be if sent again */
                            rejected: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                            /** @description No call was rejected */
                            success: boolean;
                            /** @description Parts of accepted calls that were not kept */
                            warnings: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{key}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Settings as @segment/analytics-next asks for them */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description A write key */
                    key: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/s": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One screen call (/v1/s)
         * @description Segment HTTP tracking protocol. The write key stands in basic authentication as user name, as a bearer token, or in the body as writeKey. The body is JSON, whatever its content type, gzip if you like: at most 500 KB, 500 calls, 32 KB a call. 200 = every call that is not listed under rejected is stored durably. 400: unreadable or too large, do not send it again. 401: the key. 429 and 503: send the same again after Retry-After.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Calls that are stored durably, now or before */
                            accepted: number;
                            /** @description Calls that were not stored and would not be if sent again */
                            rejected: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                            /** @description No call was rejected */
                            success: boolean;
                            /** @description Parts of accepted calls that were not kept */
                            warnings: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/screen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One screen call (/v1/screen)
         * @description Segment HTTP tracking protocol. The write key stands in basic authentication as user name, as a bearer token, or in the body as writeKey. The body is JSON, whatever its content type, gzip if you like: at most 500 KB, 500 calls, 32 KB a call. 200 = every call that is not listed under rejected is stored durably. 400: unreadable or too large, do not send it again. 401: the key. 429 and 503: send the same again after Retry-After.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Calls that are stored durably, now or before */
                            accepted: number;
                            /** @description Calls that were not stored and would not be if sent again */
                            rejected: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                            /** @description No call was rejected */
                            success: boolean;
                            /** @description Parts of accepted calls that were not kept */
                            warnings: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/t": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One track call (/v1/t)
         * @description Segment HTTP tracking protocol. The write key stands in basic authentication as user name, as a bearer token, or in the body as writeKey. The body is JSON, whatever its content type, gzip if you like: at most 500 KB, 500 calls, 32 KB a call. 200 = every call that is not listed under rejected is stored durably. 400: unreadable or too large, do not send it again. 401: the key. 429 and 503: send the same again after Retry-After.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Calls that are stored durably, now or before */
                            accepted: number;
                            /** @description Calls that were not stored and would not be if sent again */
                            rejected: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                            /** @description No call was rejected */
                            success: boolean;
                            /** @description Parts of accepted calls that were not kept */
                            warnings: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/track": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One track call (/v1/track)
         * @description Segment HTTP tracking protocol. The write key stands in basic authentication as user name, as a bearer token, or in the body as writeKey. The body is JSON, whatever its content type, gzip if you like: at most 500 KB, 500 calls, 32 KB a call. 200 = every call that is not listed under rejected is stored durably. 400: unreadable or too large, do not send it again. 401: the key. 429 and 503: send the same again after Retry-After.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Calls that are stored durably, now or before */
                            accepted: number;
                            /** @description Calls that were not stored and would not be if sent again */
                            rejected: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                            /** @description No call was rejected */
                            success: boolean;
                            /** @description Parts of accepted calls that were not kept */
                            warnings: {
                                code: string;
                                /** @description Path in the call, such as properties.total */
                                field?: string;
                                /** @description Place in the batch, from 0; 0 for a single call */
                                index: number;
                                message: {
                                    en: string;
                                    zh: string;
                                };
                                message_id?: string;
                            }[];
                        };
                    };
                };
                /** @description A problem, with every issue found */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
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
        /** Problem */
        Problem: {
            /** @description Stable kebab-case code to program against */
            code: string;
            /** @description The sentence in the language of Accept-Language */
            detail: string;
            issues?: {
                code: string;
                /** @description JSON pointer, or the name of a parameter */
                field?: string;
                line?: number;
                message: {
                    en: string;
                    zh: string;
                };
            }[];
            message: {
                en: string;
                zh: string;
            };
            request_id: string;
            status: number;
            /** @description English sentence; the same for every occurrence of the code */
            title: string;
            /** @description urn:shuke:problem:<code> */
            type: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
