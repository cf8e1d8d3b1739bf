// Generated from openapi.json by `npm run api`; not to be edited.

export interface paths {
    "/api/v1/affect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read the emotion in pictures
         * @description What each picture feels like: faces, scene, and both together.
         *
         *     Of one picture an object, of several a list in their order. JPEG, PNG, WebP, HEIC, AVIF, GIF,
         *     TIFF and BMP are read; pictures are never stored.
         */
        post: operations["read_affect_api_v1_affect_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/affect/combined": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say what several pictures feel like together
         * @description One affect of several that were read before, as `affetto match A.jpg B.jpg` combines them.
         *
         *     Of faces and scenes together only the place is known: their words differ.
         */
        post: operations["combine_api_v1_affect_combined_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Draw a picture that the browser cannot show
         * @description A JPEG of what cannot be shown by itself, such as HEIC and TIFF.
         */
        post: operations["draw_picture_api_v1_previews_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/explanations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show what a reading rests on
         * @description Where in faces and scene the answers were found, as heat to lay over the picture.
         *
         *     Parts are hidden one after the other and the networks asked again, which takes seconds.
         */
        post: operations["explain_affect_api_v1_explanations_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was offered before
         * @description Your matches, the newest first. The thousand newest are kept; pictures are not.
         */
        get: operations["list_matches_api_v1_history_get"];
        put?: never;
        post?: never;
        /**
         * Forget all that was offered
         * @description Forgets your whole history. What you like stays known; see `/taste`.
         */
        delete: operations["forget_matches_api_v1_history_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/history/preference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell whether a history is kept
         * @description Whether what is offered to you is kept.
         */
        get: operations["tell_preference_api_v1_history_preference_get"];
        /**
         * Keep a history, or none
         * @description Keeps your history from now on, or none: then what there is of it is forgotten at once.
         *
         *     Without a history, matches have no `Content-Location`. What you like and play is kept apart
         *     from it; see `/taste`.
         */
        put: operations["change_preference_api_v1_history_preference_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/history/{match_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a match
         * @description One match of your history, with its tracks as the library has them now.
         */
        get: operations["show_match_api_v1_history__match_id__get"];
        put?: never;
        post?: never;
        /**
         * Forget a match
         * @description Forgets one match of your history.
         */
        delete: operations["forget_one_match_api_v1_history__match_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/history/{match_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Take a match along
         * @description The tracks of a match as a file for a player or a program.
         */
        get: operations["export_match_api_v1_history__match_id__export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List jobs
         * @description The jobs that were started last, the newest first; those of the command line too.
         */
        get: operations["list_jobs_api_v1_jobs_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a job
         * @description How far a job has come.
         */
        get: operations["show_job_api_v1_jobs__job_id__get"];
        put?: never;
        post?: never;
        /**
         * Stop a job
         * @description Ends a job at its next step. What is done is kept; starting it again goes on from there.
         */
        delete: operations["stop_job_api_v1_jobs__job_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a job
         * @description Server-sent events: `progress` with the job whenever it has come further, `end` with it once.
         *
         *     Whoever connects anew is told at once how far the job has come, so nothing is missed.
         */
        get: operations["follow_job_api_v1_jobs__job_id__events_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/library": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the library
         * @description Tracks, hours, genres, moods, licences and sources.
         */
        get: operations["show_library_api_v1_library_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/library/map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Map the library
         * @description Where the tracks that pass all filters lie in the plane of valence and arousal, as columns.
         *
         *     Of more than 20,000 so many are shown, spread evenly over all of them.
         */
        get: operations["show_map_api_v1_library_map_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/library/folders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look into a folder
         * @description Folders of the machine that the service runs on, to choose one to add.
         */
        get: operations["show_folder_api_v1_library_folders_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/library/additions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add music
         * @description Starts to hear the music of a folder, or the free starter tracks, and to keep what is heard.
         *
         *     Starting it again is cheap: what is known is not heard anew, and a job that was stopped goes on
         *     where it was.
         */
        post: operations["add_music_api_v1_library_additions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/library/analyses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hear what was not heard
         * @description Starts to hear files that only a catalogue told of, and all files after an update.
         */
        post: operations["analyse_music_api_v1_library_analyses_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/library/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import a catalogue
         * @description Starts to bring in what a catalogue, a playlist or another program's library tells of.
         */
        post: operations["import_tracks_api_v1_library_imports_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find the music that fits
         * @description Tracks of the library that fit pictures, an affect read before, a word, or a place.
         *
         *     The mood is said in exactly one way. With an affect that was read from a scene, send what is to
         *     be seen there (`context`), and the answer is that to the picture itself. Where filters leave
         *     nothing, the answer is 409 of kind `nothing-passes`, whose detail says which to loosen; in an
         *     empty library 409 of kind `empty-library`. What is found is entered into the history, unless
         *     you keep none; pictures never are.
         */
        post: operations["match_api_v1_matches_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
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
         * Forget everything of you
         * @description Forgets your history, playlists and taste, and your account and its sessions.
         *
         *     The music library itself belongs to all and stays as it is.
         */
        delete: operations["forget_me_api_v1_me_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Take along everything of you
         * @description Everything that is kept of you: account, history, playlists and reactions.
         */
        get: operations["export_me_api_v1_me_export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the networks
         * @description All networks that ship, with their digests, licences and what they were made from.
         */
        get: operations["list_networks_api_v1_models_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a network's card
         * @description What the network is for, how well it does, on what, and where it fails.
         */
        get: operations["show_card_api_v1_models__name__card_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/figures/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a picture of a card
         * @description A picture that the card shows.
         */
        get: operations["show_figure_api_v1_models__name__figures__file__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read how a network was judged
         * @description All figures behind the card, as `affetto evaluate` or the training wrote them.
         */
        get: operations["show_report_api_v1_models__name__report_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{name}/weights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Load a network's file
         * @description The network, so that a browser can run it and no picture leaves the device.
         */
        get: operations["load_weights_api_v1_models__name__weights_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell what can be asked for
         * @description Words, strategies and filters, with what the library has of them.
         */
        get: operations["tell_options_api_v1_options_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a service's devices
         * @description What a service can play on.
         */
        get: operations["list_devices_api_v1_providers__name__devices_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/player": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what a service plays
         * @description What a service plays just now, where, and how far it is.
         */
        get: operations["show_playback_api_v1_providers__name__player_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/player/tracks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Play a list on a service
         * @description Plays a list from its first track on, as far as the service has its tracks.
         */
        put: operations["play_api_v1_providers__name__player_tracks_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/player/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a track into the queue
         * @description Plays a track after those that are to come.
         */
        post: operations["enqueue_api_v1_providers__name__player_queue_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/player/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Go on playing
         * @description Goes on with what was paused.
         */
        put: operations["resume_api_v1_providers__name__player_resume_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/player/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Pause
         * @description Pauses; nothing happens where nothing plays.
         */
        put: operations["pause_api_v1_providers__name__player_pause_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/player/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go to the next track
         * @description Goes to the next track.
         */
        post: operations["go_on_api_v1_providers__name__player_next_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/player/previous": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go to the track before
         * @description Goes to the track before.
         */
        post: operations["go_back_api_v1_providers__name__player_previous_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/player/position": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Go to a place
         * @description Goes to a place of the track.
         */
        put: operations["seek_api_v1_providers__name__player_position_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/player/volume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set the volume
         * @description Sets how loud a service plays.
         */
        put: operations["set_volume_api_v1_providers__name__player_volume_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/player/device": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Play elsewhere
         * @description Goes on playing on another device.
         */
        put: operations["transfer_api_v1_providers__name__player_device_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playlists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List playlists
         * @description Your playlists, by name.
         */
        get: operations["list_saved_api_v1_playlists_get"];
        put?: never;
        /**
         * Save a playlist
         * @description Saves a match of your history, or tracks you chose, under a name.
         *
         *     Where you have a playlist of that name, the answer is 409 of kind `name-taken`.
         */
        post: operations["save_api_v1_playlists_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playlists/{playlist_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a playlist
         * @description A playlist with its tracks as the library has them now.
         */
        get: operations["show_api_v1_playlists__playlist_id__get"];
        put?: never;
        post?: never;
        /**
         * Forget a playlist
         * @description Forgets a playlist; its tracks stay in the library.
         */
        delete: operations["forget_api_v1_playlists__playlist_id__delete"];
        options?: never;
        head?: never;
        /**
         * Change a playlist
         * @description Gives a playlist another name, other tracks, or another order of them.
         *
         *     Tracks that the library lost cannot be named, and leave the playlist with a new list of tracks.
         */
        patch: operations["change_api_v1_playlists__playlist_id__patch"];
        trace?: never;
    };
    "/api/v1/playlists/{playlist_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Take a playlist along
         * @description A playlist as a file for a player or a program.
         */
        get: operations["export_api_v1_playlists__playlist_id__export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List services
         * @description All services, what each can do, and how you stand with it.
         */
        get: operations["list_providers_api_v1_providers_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Connect a service
         * @description Connects a service by what you fill in, once it has let you in.
         */
        put: operations["connect_api_v1_providers__name__account_put"];
        post?: never;
        /**
         * Disconnect a service
         * @description Forgets your account with a service; without one, nothing happens.
         */
        delete: operations["disconnect_api_v1_providers__name__account_delete"];
        options?: never;
        head?: never;
        /**
         * Say whether a service may know what you hear
         * @description Lets a service know what you hear to the end, or no longer.
         */
        patch: operations["change_api_v1_providers__name__account_patch"];
        trace?: never;
    };
    "/api/v1/providers/{name}/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go to give a service leave
         * @description The service's page on which to give leave; from there the browser comes back here.
         */
        post: operations["start_sign_in_api_v1_providers__name__sign_in_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Come back from a service's page
         * @description Connects the service that you come back from, and sends the browser to the settings.
         *
         *     Where that fails, it is told there: `problem` is its kind, `detail` what happened.
         */
        get: operations["finish_sign_in_api_v1_providers__name__callback_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/playback-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Let this page play by itself
         * @description A token for the service's own player in the page, good for an hour at most.
         */
        get: operations["show_playback_token_api_v1_providers__name__playback_token_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/tracks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search a service
         * @description What a service offers for words.
         */
        get: operations["search_api_v1_providers__name__tracks_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/budget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show how many searches a service has left
         * @description How many searches a service that counts them still answers today.
         */
        get: operations["show_budget_api_v1_providers__name__budget_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/finds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find a list at a service
         * @description What a service has of the tracks of a list, with pages to open; nothing is changed there.
         */
        post: operations["find_api_v1_providers__name__finds_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/tracks/{track_id}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Hear a recording of a service
         * @description The sound of a recording, passed on as the service gives it; parts may be asked for.
         */
        get: operations["play_audio_api_v1_providers__name__tracks__track_id__audio_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/playlists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the playlists of a service
         * @description The playlists of your account with a service.
         */
        get: operations["list_playlists_api_v1_providers__name__playlists_get"];
        put?: never;
        /**
         * Save a playlist to a service
         * @description Keeps a list as a new playlist of your account, as far as the service has its tracks.
         */
        post: operations["send_api_v1_providers__name__playlists_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/listens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Learn from a service's history
         * @description Learns from what a service knows you listened to; a second time changes nothing.
         */
        post: operations["learn_api_v1_providers__name__listens_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/plays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell a service the plays that wait
         * @description Tells a service what you heard while it could not be told.
         */
        post: operations["send_plays_api_v1_providers__name__plays_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/library": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import your server
         * @description Starts to bring in all music of your server, and to hear what nothing has heard yet.
         *
         *     Files are fetched one by one and not kept. Starting it again goes on where it was stopped, and
         *     brings in what is new.
         */
        post: operations["import_server_api_v1_providers__name__library_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/additions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep open music
         * @description Starts to fetch tracks of a catalogue whose authors allow it, with licence and credits.
         */
        post: operations["add_open_music_api_v1_providers__name__additions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{name}/open-music": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search open music
         * @description What a catalogue offers for words, or for a place in the plane, and may be used so.
         */
        get: operations["search_api_v1_providers__name__open_music_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List likes and dislikes
         * @description Numbers of the tracks that you like, and of those you do not.
         */
        get: operations["list_reactions_api_v1_reactions_get"];
        put?: never;
        /**
         * Like, dislike, play or skip a track
         * @description Notes what you did with a track; a like takes the place of a dislike, and the reverse.
         *
         *     A play is told to the services that you let know what you hear.
         */
        post: operations["note_reaction_api_v1_reactions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reactions/{track_id}": {
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
         * Forget what was done with a track
         * @description Forgets all you did with a track, as if it had never been told.
         */
        delete: operations["forget_track_api_v1_reactions__track_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell who is logged in
         * @description Who is logged in, and what their page must send along with changes.
         */
        get: operations["show_session_api_v1_session_get"];
        put?: never;
        /**
         * Log in
         * @description Logs in with a name and a password; the session is kept by a cookie.
         *
         *     A wrong name and a wrong password are told alike: 401 of kind `credentials`.
         */
        post: operations["begin_session_api_v1_session_post"];
        /**
         * Log out
         * @description Ends the session; without one, nothing happens.
         */
        delete: operations["end_session_api_v1_session_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the password
         * @description Changes your password; you stay logged in here, and are logged out everywhere else.
         */
        put: operations["change_api_v1_session_password_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/oidc/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Log in by way of the identity provider
         * @description Sends the browser to the identity provider, which sends it back to `/session/oidc/callback`.
         *
         *     Where that fails, the browser is sent to `/login?problem=…`, with the kind of the problem. What
         *     is no page of this service counts as the first page.
         */
        get: operations["start_oidc_api_v1_session_oidc_start_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Come back from the identity provider
         * @description Logs in whom the identity provider vouches for, and sends the browser where it came from.
         */
        get: operations["finish_oidc_api_v1_session_oidc_callback_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/study/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where am I in the study?
         * @description What comes next: the text to agree to, a picture, its two lists, or the end.
         */
        get: operations["show_state_api_v1_study__token__get"];
        put?: never;
        post?: never;
        /**
         * Leave the study
         * @description Deletes all answers of this participant; the link leads nowhere any more.
         */
        delete: operations["withdraw_api_v1_study__token__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/study/{token}/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agree to take part
         * @description Begins the study for this participant; once more changes nothing.
         */
        post: operations["agree_api_v1_study__token__consent_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/study/{token}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer what is asked
         * @description Keeps an answer at once, and tells what comes next.
         *
         *     For each picture first what is seen in it, then what is heard with it. The same answer once more
         *     changes nothing; another one is refused (409 of kind `out-of-turn`).
         */
        post: operations["answer_api_v1_study__token__answers_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/study/{token}/pictures/{position}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See a picture of the study
         * @description The picture that comes now, or one before it.
         */
        get: operations["study_picture_api_v1_study__token__pictures__position__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/study/{token}/audio/{position}/{side}/{rank}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Hear a track of the study
         * @description The sound of a track of one of the two lists, whole or in part (`Range`).
         */
        get: operations["study_audio_api_v1_study__token__audio__position___side___rank__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List studies
         * @description All studies: how far they have come, and the links of their participants.
         */
        get: operations["show_studies_api_v1_studies_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{name}/participants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invite participants
         * @description New participants: people to be sent a link, or whoever sits at this machine.
         */
        post: operations["invite_participants_api_v1_studies__name__participants_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/taste": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what is known of your taste
         * @description What you did with music, and what was learned from it.
         */
        get: operations["show_taste_api_v1_taste_get"];
        put?: never;
        post?: never;
        /**
         * Forget your taste
         * @description Forgets all you did with music, and so all that was learned from it.
         */
        delete: operations["forget_api_v1_taste_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/taste/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Take your taste along
         * @description All you did with music, as a file that `/taste/imports` and `affetto taste import` read.
         */
        get: operations["export_api_v1_taste_export_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/taste/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Learn from a history of listening
         * @description Learns from a file of Spotify, ListenBrainz or Last.fm, or of another Affetto.
         *
         *     All of it or nothing; a second time changes nothing. The file itself is not kept.
         */
        post: operations["import_history_api_v1_taste_imports_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tracks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search the library
         * @description The tracks that pass all filters, a page at a time.
         *
         *     What a track lacks to be sorted by puts it last, whichever way round.
         */
        get: operations["list_tracks_api_v1_tracks_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tracks/{track_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a track
         * @description All that is known of a track, and who says so.
         */
        get: operations["show_track_api_v1_tracks__track_id__get"];
        put?: never;
        post?: never;
        /**
         * Forget a track
         * @description Removes a track from the library. Its file stays where it is.
         */
        delete: operations["remove_track_api_v1_tracks__track_id__delete"];
        options?: never;
        head?: never;
        /**
         * Correct a track
         * @description Lets a track say what you know better; files, catalogues and models do not overwrite it.
         *
         *     All fields are changed, or none is. Null brings back what files and catalogues say.
         */
        patch: operations["correct_track_api_v1_tracks__track_id__patch"];
        trace?: never;
    };
    "/api/v1/tracks/{track_id}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Listen to a track
         * @description The sound of a track's file, whole or in part (`Range`, `If-Range`).
         *
         *     Formats that browsers cannot play arrive as WAV, in which players may jump about all the same.
         *     Where there is no file, it comes from the service that has the track, by your own account.
         */
        get: operations["play_track_api_v1_tracks__track_id__audio_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tracks/{track_id}/cover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a track's cover
         * @description The picture on the cover, from the file's tags or from its folder.
         */
        get: operations["show_cover_api_v1_tracks__track_id__cover_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tracks/{track_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a track
         * @description Waveform, beats, and the mood from second to second.
         */
        get: operations["show_timeline_api_v1_tracks__track_id__timeline_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the service runs
         * @description Answers as long as the process does.
         */
        get: operations["tell_health_healthz_get"];
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
         * Whether the service can answer
         * @description Answers once the networks are loaded and the library can be read; 503 before that.
         */
        get: operations["tell_readiness_readyz_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures for Prometheus
         * @description In the text format of Prometheus.
         */
        get: operations["tell_metrics_metrics_get"];
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
        /**
         * AddReportOut
         * @description What came of adding music, or of hearing it; numbers of files.
         */
        AddReportOut: {
            /**
             * Added
             * @description New tracks.
             */
            added: number;
            /**
             * Found
             * @description First files of tracks that were known from catalogues only.
             */
            found: number;
            /** Updated */
            updated: number;
            /** Moved */
            moved: number;
            /** Copies */
            copies: number;
            /** Unchanged */
            unchanged: number;
            /** Failed */
            failed: number;
            /**
             * Failures
             * @description The first 100 that failed, now or before.
             */
            failures: components["schemas"]["FailureOut"][];
            /** Missing */
            missing: number;
            /** Is Interrupted */
            is_interrupted: boolean;
        };
        /**
         * AdditionIn
         * @description What is to be added: a file or folder of this machine, or the free starter tracks.
         * @example {
         *       "path": "/music"
         *     }
         * @example {
         *       "starter": true
         *     }
         */
        AdditionIn: {
            /** Path */
            path?: string | null;
            /**
             * Starter
             * @default false
             */
            starter: boolean;
        };
        /**
         * AffectIn
         * @description An affect that was read before, as a whole or of one face.
         * @example {
         *       "arousal": 0.42,
         *       "confidence": 0.83,
         *       "emotion": "happy",
         *       "emotions": {
         *         "angry": 0.01,
         *         "disgust": 0,
         *         "fear": 0.01,
         *         "happy": 0.83,
         *         "neutral": 0.1,
         *         "sad": 0.02,
         *         "surprise": 0.03
         *       },
         *       "source": "faces",
         *       "valence": 0.71
         *     }
         */
        AffectIn: {
            /**
             * Emotions
             * @description Probability per word, of one kind; empty for a point.
             */
            emotions?: {
                [key: string]: number;
            };
            /** Valence */
            valence: number;
            /** Arousal */
            arousal: number;
            /**
             * Confidence
             * @default 1
             */
            confidence: number;
            /** @default user */
            source: components["schemas"]["AffectSource"];
        };
        /**
         * AffectOut
         * @description What a picture, or a person, feels like.
         * @example {
         *       "arousal": 0.42,
         *       "confidence": 0.83,
         *       "emotion": "happy",
         *       "emotions": {
         *         "angry": 0.01,
         *         "disgust": 0,
         *         "fear": 0.01,
         *         "happy": 0.83,
         *         "neutral": 0.1,
         *         "sad": 0.02,
         *         "surprise": 0.03
         *       },
         *       "source": "faces",
         *       "valence": 0.71
         *     }
         */
        AffectOut: {
            /**
             * Emotions
             * @description Probability of each emotion word; they sum to 1.
             */
            emotions: {
                [key: string]: number;
            };
            /**
             * Valence
             * @description Unpleasant −1 to pleasant 1.
             */
            valence: number;
            /**
             * Arousal
             * @description Calm −1 to excited 1.
             */
            arousal: number;
            /**
             * Emotion
             * @description The most probable word; null where only a point is known.
             */
            emotion: string | null;
            /**
             * Confidence
             * @description Probability that the leading emotion is the right one; below `sure_from` of `/options`, say that it is not sure and name the runner-up.
             */
            confidence: number;
            /** @description What it was read from. */
            source: components["schemas"]["AffectSource"];
        };
        /**
         * AffectSource
         * @description What an affect was read from; `user` where the person said it.
         * @enum {string}
         */
        AffectSource: "faces" | "scene" | "both" | "user";
        /**
         * AffectsIn
         * @description What several pictures feel like, each as it was read before.
         * @example {
         *       "affects": [
         *         {
         *           "arousal": 0.42,
         *           "confidence": 0.83,
         *           "emotion": "happy",
         *           "emotions": {
         *             "angry": 0.01,
         *             "disgust": 0,
         *             "fear": 0.01,
         *             "happy": 0.83,
         *             "neutral": 0.1,
         *             "sad": 0.02,
         *             "surprise": 0.03
         *           },
         *           "source": "faces",
         *           "valence": 0.71
         *         },
         *         {
         *           "arousal": 0.42,
         *           "confidence": 0.83,
         *           "emotion": "happy",
         *           "emotions": {
         *             "angry": 0.01,
         *             "disgust": 0,
         *             "fear": 0.01,
         *             "happy": 0.83,
         *             "neutral": 0.1,
         *             "sad": 0.02,
         *             "surprise": 0.03
         *           },
         *           "source": "faces",
         *           "valence": 0.71
         *         }
         *       ]
         *     }
         */
        AffectsIn: {
            /** Affects */
            affects: components["schemas"]["AffectIn"][];
        };
        /**
         * BadRecordOut
         * @description A record of a file that cannot be used.
         */
        BadRecordOut: {
            /**
             * Record
             * @description Which one, from 1.
             */
            record: number;
            /** Reason */
            reason: string;
        };
        /** Body_import_history_api_v1_taste_imports_post */
        Body_import_history_api_v1_taste_imports_post: {
            /** File */
            file: string;
        };
        /** Body_import_tracks_api_v1_library_imports_post */
        Body_import_tracks_api_v1_library_imports_post: {
            /** File */
            file: string;
        };
        /**
         * BrowsedFolderOut
         * @description A folder of the machine that the service runs on.
         * @example {
         *       "folders": [
         *         {
         *           "name": "Music",
         *           "path": "/home/ada/Music"
         *         }
         *       ],
         *       "music_files": 0,
         *       "parent": "/home",
         *       "path": "/home/ada"
         *     }
         */
        BrowsedFolderOut: {
            /** Path */
            path: string;
            /**
             * Parent
             * @description The folder it lies in; null at the top.
             */
            parent: string | null;
            /** Folders */
            folders: components["schemas"]["FolderOut"][];
            /**
             * Music Files
             * @description In the folder itself.
             */
            music_files: number;
        };
        /**
         * BudgetOut
         * @description How much a service that counts still answers today.
         * @example {
         *       "limit": 100,
         *       "resets_at": "2026-05-01T07:00:00Z",
         *       "used": 3
         *     }
         */
        BudgetOut: {
            /**
             * Used
             * @description Searches made so far.
             */
            used: number;
            /**
             * Limit
             * @description Searches of a day.
             */
            limit: number;
            /**
             * Resets At
             * Format: date-time
             * @description When they begin anew.
             */
            resets_at: string;
        };
        /**
         * Capability
         * @description Names of the protocols below, for people and programs that choose by them.
         * @enum {string}
         */
        Capability: "search" | "stream" | "playlists" | "control" | "history" | "submit" | "browse" | "rate" | "page" | "meter";
        /**
         * Choice
         * @description Which list fits the picture better.
         * @enum {string}
         */
        Choice: "a" | "b" | "no difference";
        /**
         * ConsentIn
         * @description That somebody has read the text and agrees; whoever does not, sends nothing.
         * @example {
         *       "agrees": true
         *     }
         */
        ConsentIn: {
            /**
             * Agrees
             * @constant
             */
            agrees: true;
        };
        /**
         * CredentialsIn
         * @description A name and a password.
         * @example {
         *       "name": "ada",
         *       "password": "tulips in may, 1843"
         *     }
         */
        CredentialsIn: {
            /** Name */
            name: string;
            /**
             * Password
             * Format: password
             */
            password: string;
        };
        /**
         * DecadeOut
         * @description A decade of the library.
         */
        DecadeOut: {
            /**
             * Decade
             * @description Its first year.
             * @example 1980
             */
            decade: number;
            /** Tracks */
            tracks: number;
        };
        /**
         * DeviceOut
         * @description Something that a service plays on.
         */
        DeviceOut: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Is Active */
            is_active: boolean;
            /** Volume */
            volume: number | null;
        };
        /**
         * DevicesOut
         * @description What a service can play on; empty where nothing is switched on.
         * @example {
         *       "devices": [
         *         {
         *           "id": "5f",
         *           "is_active": true,
         *           "name": "Kitchen",
         *           "volume": 40
         *         }
         *       ]
         *     }
         */
        DevicesOut: {
            /** Devices */
            devices: components["schemas"]["DeviceOut"][];
        };
        /**
         * DurationsOut
         * @description How long the tracks of the library last.
         */
        DurationsOut: {
            /**
             * Least S
             * @description The shortest.
             */
            least_s: number;
            /**
             * Most S
             * @description The longest.
             */
            most_s: number;
        };
        /**
         * EditedField
         * @description What of a track can be edited.
         * @enum {string}
         */
        EditedField: "title" | "artist" | "album" | "genres" | "year" | "licence" | "mood";
        /**
         * EmotionAnswerIn
         * @description The first answer to a picture: before its music is heard.
         * @example {
         *       "point": {
         *         "arousal": 0.4,
         *         "valence": 0.7
         *       },
         *       "position": 1,
         *       "step": "emotion",
         *       "word": "happy"
         *     }
         */
        EmotionAnswerIn: {
            /**
             * Word
             * @description One of `words` of the state.
             */
            word: string;
            /** @description Where it lies; may be left out. */
            point?: components["schemas"]["PlacePoint"] | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            step: "emotion";
            /**
             * Position
             * @description Which picture, in your own order.
             */
            position: number;
        };
        /**
         * EmotionOut
         * @description A word for a mood.
         */
        EmotionOut: {
            /**
             * Word
             * @example happy
             */
            word: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "face" | "scene";
            /** Valence */
            valence: number;
            /** Arousal */
            arousal: number;
        };
        /**
         * EnqueueIn
         * @description A track to be played after those that are to come.
         * @example {
         *       "track": 17
         *     }
         */
        EnqueueIn: {
            /** Track */
            track: number;
        };
        /**
         * ExplanationsOut
         * @description What the reading of a picture rests on.
         * @example {
         *       "overlays": [
         *         {
         *           "about": "face",
         *           "box": [
         *             96,
         *             60,
         *             140,
         *             140
         *           ],
         *           "emotion": "happy",
         *           "face": 0,
         *           "png": "data:image/png;base64,iVBORw0KGgo…"
         *         }
         *       ]
         *     }
         */
        ExplanationsOut: {
            /** Overlays */
            overlays: components["schemas"]["OverlayOut"][];
        };
        /**
         * FaceOut
         * @description What one face expresses.
         */
        FaceOut: {
            /**
             * Emotions
             * @description Probability of each emotion word; they sum to 1.
             */
            emotions: {
                [key: string]: number;
            };
            /**
             * Valence
             * @description Unpleasant −1 to pleasant 1.
             */
            valence: number;
            /**
             * Arousal
             * @description Calm −1 to excited 1.
             */
            arousal: number;
            /**
             * Box
             * @description x, y, width and height in pixels of the upright picture.
             */
            box: number[];
            /**
             * Score
             * @description How sure it is a face.
             */
            score: number;
            /** Emotion */
            emotion: string;
        };
        /**
         * FailureOut
         * @description A file that could not be used.
         */
        FailureOut: {
            /** Path */
            path: string;
            /** Reason */
            reason: string;
        };
        /**
         * FolderOut
         * @description A folder in another one.
         */
        FolderOut: {
            /** Name */
            name: string;
            /** Path */
            path: string;
        };
        /**
         * FoundTrackOut
         * @description A track of the library, and what a service has of it.
         * @example {
         *       "artist": "Ada",
         *       "at_service": {
         *         "album": "First light",
         *         "artist": "Ada",
         *         "attribution": "",
         *         "duration_s": 187,
         *         "id": "4a",
         *         "is_playable": true,
         *         "licence": "",
         *         "title": "Daybreak",
         *         "uri": "opensubsonic:4a",
         *         "url": ""
         *       },
         *       "confidence": 0.97,
         *       "reason": "title, artist and length agree",
         *       "title": "Daybreak",
         *       "track": 17
         *     }
         */
        FoundTrackOut: {
            /**
             * Track
             * @description Its number; null where the library lost it.
             */
            track: number | null;
            /** Title */
            title: string;
            /** Artist */
            artist: string;
            /** @description Null where it has no such recording. */
            at_service: components["schemas"]["ProviderTrackOut"] | null;
            /**
             * Confidence
             * @description That it is the same recording.
             */
            confidence: number;
            /**
             * Reason
             * @description What that rests on.
             */
            reason: string;
        };
        /**
         * FoundTracksOut
         * @description Tracks of the library, and what a service has of each.
         * @example {
         *       "tracks": [
         *         {
         *           "artist": "Ada",
         *           "at_service": {
         *             "album": "First light",
         *             "artist": "Ada",
         *             "attribution": "",
         *             "duration_s": 187,
         *             "id": "4a",
         *             "is_playable": true,
         *             "licence": "",
         *             "title": "Daybreak",
         *             "uri": "opensubsonic:4a",
         *             "url": ""
         *           },
         *           "confidence": 0.97,
         *           "reason": "title, artist and length agree",
         *           "title": "Daybreak",
         *           "track": 17
         *         }
         *       ]
         *     }
         */
        FoundTracksOut: {
            /** Tracks */
            tracks: components["schemas"]["FoundTrackOut"][];
        };
        /**
         * GenreOut
         * @description A genre of the library.
         */
        GenreOut: {
            /**
             * Name
             * @example Folk
             */
            name: string;
            /** Tracks */
            tracks: number;
        };
        /**
         * Health
         * @description That all is well; where it is not, the answer is a problem.
         */
        Health: {
            /**
             * Status
             * @default ok
             * @constant
             */
            status: "ok";
        };
        /**
         * HeardTrackOut
         * @description A track of one of the two lists.
         */
        HeardTrackOut: {
            /** Rank */
            rank: number;
            /**
             * Id
             * @description The library's number for it when the study was made.
             */
            id: number;
            /**
             * Title
             * @description Null where the study hides titles.
             */
            title: string | null;
            /**
             * Artist
             * @description Null where the study hides titles.
             */
            artist: string | null;
            /**
             * Audio
             * @description Where it is heard; answers `Range`.
             */
            audio: string;
            /**
             * Duration S
             * @description Of the whole recording.
             */
            duration_s: number | null;
            /**
             * Excerpt
             * @description Where to play from and to, seconds: its most representative part.
             */
            excerpt: [
                number,
                number
            ] | null;
        };
        /**
         * HistoryEntryOut
         * @description A match, in short.
         */
        HistoryEntryOut: {
            /** Id */
            id: number;
            /**
             * At
             * Format: date-time
             * @description When it was offered, in UTC.
             */
            at: string;
            /**
             * Picture Name
             * @description What you called the picture, where you had that kept. Pictures never are.
             */
            picture_name: string | null;
            /** Intent */
            intent: string;
            /** Strategy */
            strategy: string;
            affect: components["schemas"]["AffectOut"];
            /** Tracks */
            tracks: components["schemas"]["OfferedTrackOut"][];
        };
        /**
         * HistoryOut
         * @description Matches, the newest first.
         * @example {
         *       "matches": [
         *         {
         *           "affect": {
         *             "arousal": 0.42,
         *             "confidence": 0.83,
         *             "emotion": "happy",
         *             "emotions": {
         *               "angry": 0.01,
         *               "disgust": 0,
         *               "fear": 0.01,
         *               "happy": 0.83,
         *               "neutral": 0.1,
         *               "sad": 0.02,
         *               "surprise": 0.03
         *             },
         *             "source": "faces",
         *             "valence": 0.71
         *           },
         *           "at": "2026-05-01T12:00:00Z",
         *           "id": 42,
         *           "intent": "match",
         *           "strategy": "affect",
         *           "tracks": [
         *             {
         *               "artist": "Ada",
         *               "id": 17,
         *               "rank": 1,
         *               "score": 0.93,
         *               "title": "Daybreak"
         *             }
         *           ]
         *         }
         *       ],
         *       "total": 1
         *     }
         */
        HistoryOut: {
            /**
             * Total
             * @description How many are kept in all.
             */
            total: number;
            /** Matches */
            matches: components["schemas"]["HistoryEntryOut"][];
        };
        /**
         * HistoryPreference
         * @description Whether a history is kept of you.
         * @example {
         *       "kept": false
         *     }
         */
        HistoryPreference: {
            /**
             * Kept
             * @description It is, until you say otherwise.
             */
            kept: boolean;
        };
        /**
         * IdentityProviderOut
         * @description By way of whom else people may log in: follow `/session/oidc/start`.
         */
        IdentityProviderOut: {
            /** Name */
            name: string;
        };
        /**
         * ImportReportOut
         * @description What came of an import; numbers of rows.
         */
        ImportReportOut: {
            /** Rows */
            rows: number;
            /** New */
            new: number;
            /**
             * Merged
             * @description Known tracks, by how they were recognized.
             */
            merged: {
                [key: string]: number;
            };
            /** Changed */
            changed: number;
            /** Unchanged */
            unchanged: number;
            /** Bad */
            bad: number;
            /**
             * Bad Rows
             * @description The first that could not be used, and why.
             */
            bad_rows: string[];
            /** Is Interrupted */
            is_interrupted: boolean;
        };
        /**
         * Intent
         * @description What the music is to do with the feeling of the picture.
         * @enum {string}
         */
        Intent: "match" | "lift" | "calm" | "journey";
        /**
         * InvitationIn
         * @description How many participants to invite.
         * @example {
         *       "people": 1
         *     }
         */
        InvitationIn: {
            /**
             * People
             * @default 1
             */
            people: number;
        };
        /**
         * InvitationOut
         * @description The links of new participants.
         * @example {
         *       "paths": [
         *         "/study/pGz0oV6yqzqjv0m3Yq8tXw5d"
         *       ]
         *     }
         */
        InvitationOut: {
            /**
             * Paths
             * @description One for each person, below the service's address.
             */
            paths: string[];
        };
        /**
         * JobOut
         * @description A job as it stands.
         * @example {
         *       "current": "Sinnerman.flac",
         *       "done": 120,
         *       "failed": 1,
         *       "id": 3,
         *       "kind": "add music",
         *       "started_at": "2026-03-01T12:00:00Z",
         *       "state": "running",
         *       "subject": "/music",
         *       "total": 900
         *     }
         */
        JobOut: {
            /** Id */
            id: number;
            /**
             * Kind
             * @description Such as `add music`, `import tracks`, `import a server`.
             */
            kind: string;
            /**
             * Subject
             * @description What it is done to.
             */
            subject: string;
            state: components["schemas"]["JobState"];
            /** Done */
            done: number;
            /**
             * Total
             * @description Null as long as nobody knows.
             */
            total: number | null;
            /** Failed */
            failed: number;
            /**
             * Current
             * @description What it is busy with, where that is known.
             */
            current: string | null;
            /**
             * Error
             * @description What ended it, where it failed.
             */
            error: string | null;
            /**
             * Report
             * @description What came of it; null before its end, and after a restart of the service.
             */
            report: components["schemas"]["AddReportOut"] | components["schemas"]["ImportReportOut"] | components["schemas"]["ServerReportOut"] | null;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
        };
        /**
         * JobState
         * @description How far a job has come.
         * @enum {string}
         */
        JobState: "running" | "done" | "interrupted" | "failed";
        /**
         * KeptMatchOut
         * @description A match with all that is known of its tracks.
         * @example {
         *       "affect": {
         *         "arousal": 0.42,
         *         "confidence": 0.83,
         *         "emotion": "happy",
         *         "emotions": {
         *           "angry": 0.01,
         *           "disgust": 0,
         *           "fear": 0.01,
         *           "happy": 0.83,
         *           "neutral": 0.1,
         *           "sad": 0.02,
         *           "surprise": 0.03
         *         },
         *         "source": "faces",
         *         "valence": 0.71
         *       },
         *       "at": "2026-05-01T12:00:00Z",
         *       "id": 42,
         *       "intent": "match",
         *       "strategy": "affect",
         *       "tracks": [
         *         {
         *           "arousal": 0.5,
         *           "artist": "Ada",
         *           "duration_s": 187.5,
         *           "id": 17,
         *           "licence": "CC BY 4.0",
         *           "links": {
         *             "youtube": "https://www.youtube.com/results?search_query=Ada+Daybreak"
         *           },
         *           "rank": 1,
         *           "reasons": [
         *             "fast (120 bpm): near the joy"
         *           ],
         *           "score": 0.93,
         *           "title": "Daybreak",
         *           "uri": "file:///music/daybreak.flac",
         *           "valence": 0.7
         *         }
         *       ]
         *     }
         */
        KeptMatchOut: {
            /** Id */
            id: number;
            /**
             * At
             * Format: date-time
             * @description When it was offered, in UTC.
             */
            at: string;
            /**
             * Picture Name
             * @description What you called the picture, where you had that kept. Pictures never are.
             */
            picture_name: string | null;
            /** Intent */
            intent: string;
            /** Strategy */
            strategy: string;
            affect: components["schemas"]["AffectOut"];
            /** Tracks */
            tracks: components["schemas"]["KeptTrackOut"][];
            /**
             * Path
             * @description Of a journey: where the music should lie, a point for each track.
             */
            path?: components["schemas"]["PointOut"][] | null;
        };
        /**
         * KeptTrackOut
         * @description A track of a list, as the library has it now; or as it was, where the library lost it.
         * @example {
         *       "arousal": 0.5,
         *       "artist": "Ada",
         *       "duration_s": 187.5,
         *       "id": 17,
         *       "licence": "CC BY 4.0",
         *       "links": {
         *         "youtube": "https://www.youtube.com/results?search_query=Ada+Daybreak"
         *       },
         *       "rank": 1,
         *       "reasons": [
         *         "fast (120 bpm): near the joy"
         *       ],
         *       "score": 0.93,
         *       "title": "Daybreak",
         *       "uri": "file:///music/daybreak.flac",
         *       "valence": 0.7
         *     }
         */
        KeptTrackOut: {
            /**
             * Rank
             * @description Its place in the list, from 1.
             */
            rank: number;
            /**
             * Id
             * @description Its number; null where the library no longer has it.
             */
            id: number | null;
            /** Title */
            title: string;
            /** Artist */
            artist: string;
            /** Duration S */
            duration_s: number | null;
            /**
             * Score
             * @description How well it fitted when it was offered; null for a track put in by hand.
             */
            score: number | null;
            /** Valence */
            valence: number | null;
            /** Arousal */
            arousal: number | null;
            /**
             * Licence
             * @description As its source writes it; empty where none is known.
             */
            licence: string;
            /**
             * Uri
             * @description Where it can be played.
             */
            uri: string;
            /**
             * Links
             * @description Addresses by service.
             */
            links: {
                [key: string]: string;
            };
            /**
             * Reasons
             * @description Why it was offered, the weightiest first.
             */
            reasons: string[];
        };
        /**
         * LanguageOut
         * @description A language that tracks of the library are sung in.
         */
        LanguageOut: {
            /**
             * Code
             * @description By ISO 639, in three letters.
             * @example pol
             */
            code: string;
            /** Tracks */
            tracks: number;
        };
        /**
         * LearntOut
         * @description What became of a service's history.
         * @example {
         *       "known": 0,
         *       "new": 812
         *     }
         */
        LearntOut: {
            /**
             * New
             * @description Reactions that were not known.
             */
            new: number;
            /**
             * Known
             * @description Those that were.
             */
            known: number;
        };
        /**
         * LibraryOut
         * @description Figures of the whole library, as `affetto library stats --json` has them.
         */
        LibraryOut: {
            /** Tracks */
            tracks: number;
            /** Files */
            files: number;
            /** Failed Files */
            failed_files: number;
            /** Analysed Tracks */
            analysed_tracks: number;
            /** Duration S */
            duration_s: number;
            /** Mean Tempo Bpm */
            mean_tempo_bpm: number | null;
            /**
             * Genres
             * @description Tracks by genre, the most frequent first.
             */
            genres: {
                [key: string]: number;
            };
            /**
             * Quadrants
             * @description Tracks by quarter of the plane.
             */
            quadrants: {
                [key: string]: number;
            };
            /** Tracks Without Mood */
            tracks_without_mood: number;
            /**
             * Moods
             * @description Tracks by who states their mood first.
             */
            moods: {
                [key: string]: number;
            };
            /**
             * Uses
             * @description Tracks by what they may be used for.
             */
            uses: {
                [key: string]: number;
            };
            /**
             * Sources
             * @description Tracks by where they can be played.
             */
            sources: {
                [key: string]: number;
            };
        };
        /**
         * LicenceOrigin
         * @description Who says under which licence a track is, the most trusted first.
         * @enum {string}
         */
        LicenceOrigin: "user" | "sidecar" | "tags" | "catalogue";
        /**
         * LicenceUse
         * @description What the music is for.
         * @enum {string}
         */
        LicenceUse: "any" | "personal" | "film";
        /**
         * LikingOut
         * @description What a side of music does to how much it is liked.
         */
        LikingOut: {
            /**
             * Word
             * @description The side that is liked, such as "fast".
             */
            word: string;
            /**
             * Reward
             * @description By how much one standard deviation of it raises the expected reward; from dislike to like it is 2.
             */
            reward: number;
            /**
             * Sd
             * @description How unsure that is, a standard deviation.
             */
            sd: number;
        };
        /**
         * LimitsOut
         * @description How much may be asked at once.
         */
        LimitsOut: {
            /**
             * Upload Mb
             * @description Largest picture, megabytes.
             */
            upload_mb: number;
            /**
             * Pictures
             * @description Pictures in one request.
             */
            pictures: number;
            /**
             * Tracks
             * @description Tracks in one answer.
             */
            tracks: number;
        };
        /**
         * ListsAnswerIn
         * @description The second answer to a picture: of its two lists.
         * @example {
         *       "choice": "a",
         *       "comment": "B is too loud for the evening light",
         *       "fit_a": 6,
         *       "fit_b": 3,
         *       "position": 1,
         *       "step": "lists"
         *     }
         */
        ListsAnswerIn: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            step: "lists";
            /**
             * Position
             * @description Which picture, in your own order.
             */
            position: number;
            /** @description Which list fits better. */
            choice: components["schemas"]["Choice"];
            /**
             * Fit A
             * @description From not at all to perfectly.
             */
            fit_a: number;
            /**
             * Fit B
             * @description From not at all to perfectly.
             */
            fit_b: number;
            /**
             * Comment
             * @description In your own words.
             * @default
             */
            comment: string;
        };
        /**
         * ListsOut
         * @description The two lists; which strategy made which is not told.
         */
        ListsOut: {
            /** A */
            a: components["schemas"]["HeardTrackOut"][];
            /** B */
            b: components["schemas"]["HeardTrackOut"][];
        };
        /**
         * MatchOut
         * @description Music that fits, as `affetto match --format json` prints it.
         * @example {
         *       "affect": {
         *         "arousal": 0.42,
         *         "confidence": 0.83,
         *         "emotion": "happy",
         *         "emotions": {
         *           "angry": 0.01,
         *           "disgust": 0,
         *           "fear": 0.01,
         *           "happy": 0.83,
         *           "neutral": 0.1,
         *           "sad": 0.02,
         *           "surprise": 0.03
         *         },
         *         "source": "faces",
         *         "valence": 0.71
         *       },
         *       "intent": "match",
         *       "strategy": "affect",
         *       "tracks": [
         *         {
         *           "arousal": 0.5,
         *           "artist": "Ada",
         *           "duration_s": 187.5,
         *           "id": 17,
         *           "licence": "CC BY 4.0",
         *           "links": {
         *             "youtube": "https://www.youtube.com/results?search_query=Ada+Daybreak"
         *           },
         *           "rank": 1,
         *           "reasons": [
         *             "fast (120 bpm): near the joy"
         *           ],
         *           "score": 0.93,
         *           "title": "Daybreak",
         *           "uri": "file:///music/daybreak.flac",
         *           "valence": 0.7
         *         }
         *       ]
         *     }
         */
        MatchOut: {
            affect: components["schemas"]["AffectOut"];
            intent: components["schemas"]["Intent"];
            /** Strategy */
            strategy: string;
            /** Tracks */
            tracks: components["schemas"]["MatchedTrackOut"][];
            /**
             * Path
             * @description Of a journey: where the music should lie, a point for each track.
             */
            path?: components["schemas"]["PointOut"][] | null;
        };
        /**
         * MatchedTrackOut
         * @description A track of the answer.
         */
        MatchedTrackOut: {
            /**
             * Rank
             * @description 1 for the best; on a journey the step.
             */
            rank: number;
            /**
             * Id
             * @description The library's number of the track.
             */
            id: number;
            /** Title */
            title: string;
            /** Artist */
            artist: string;
            /** Duration S */
            duration_s: number | null;
            /**
             * Score
             * @description How well it fits.
             */
            score: number;
            /** Valence */
            valence: number | null;
            /** Arousal */
            arousal: number | null;
            /**
             * Licence
             * @description As its source writes it; empty where none is known.
             */
            licence: string;
            /**
             * Uri
             * @description Where it can be played.
             */
            uri: string;
            /**
             * Links
             * @description Addresses by service.
             */
            links: {
                [key: string]: string;
            };
            /**
             * Reasons
             * @description Why it is there, the weightiest first.
             */
            reasons: string[];
        };
        /**
         * ModelOut
         * @description What is known of a network.
         */
        ModelOut: {
            /**
             * Name
             * @example face-emotion
             */
            name: string;
            /**
             * Task
             * @description What it predicts.
             */
            task: string;
            /**
             * Sha256
             * @description Digest of its file, checked whenever it is loaded.
             */
            sha256: string;
            /**
             * Labels
             * @description Its answers, in order; empty where it has no words.
             */
            labels: string[];
            /**
             * Licence
             * @description Of the weights, as SPDX names it.
             * @example Apache-2.0
             */
            licence: string;
            /**
             * Sources
             * @description Data and weights it was made from.
             */
            sources: string[];
            /**
             * Command
             * @description What made it.
             */
            command: string;
            /**
             * Bytes
             * @description Size of its file.
             */
            bytes: number;
            /**
             * Card Url
             * @description What it is good for, how well it does, where it fails.
             */
            card_url: string;
            /**
             * Weights Url
             * @description The ONNX file; the address changes when the file does.
             */
            weights_url: string;
            /**
             * Report Url
             * @description How it was judged, in figures; left out where it was not.
             */
            report_url?: string | null;
        };
        /**
         * MoodIn
         * @description How music feels: a word, or a place in the plane.
         * @example {
         *       "word": "sad"
         *     }
         * @example {
         *       "arousal": -0.4,
         *       "valence": -0.3
         *     }
         */
        MoodIn: {
            /** Word */
            word?: string | null;
            /** Valence */
            valence?: number | null;
            /** Arousal */
            arousal?: number | null;
        };
        /**
         * MoodMapOut
         * @description Where tracks lie in the plane: columns, an entry in each for every track.
         * @example {
         *       "arousal": [
         *         0.1,
         *         -0.5
         *       ],
         *       "ids": [
         *         1,
         *         2
         *       ],
         *       "left_out": 0,
         *       "total": 3,
         *       "uncertainty": [
         *         0.2,
         *         0.3
         *       ],
         *       "valence": [
         *         0.4,
         *         -0.2
         *       ]
         *     }
         */
        MoodMapOut: {
            /** Ids */
            ids: number[];
            /** Valence */
            valence: number[];
            /** Arousal */
            arousal: number[];
            /**
             * Uncertainty
             * @description Standard deviation of either coordinate.
             */
            uncertainty: number[];
            /**
             * Total
             * @description Tracks that pass, with a mood or without.
             */
            total: number;
            /**
             * Left Out
             * @description Tracks with a mood that are not shown, because there are too many.
             */
            left_out: number;
        };
        /**
         * MoodOrigin
         * @description Who says where a track lies in the valence-arousal plane, the most trusted first.
         *
         *     The user knows best. Mood words come from people who heard the track. A model that the user
         *     trained knows the user's music; a catalogue measured something, though nobody knows quite
         *     what; and the cue model hears no words, and no culture.
         * @enum {string}
         */
        MoodOrigin: "user" | "tags" | "model" | "catalogue" | "heard";
        /**
         * MoodStatementOut
         * @description Who places a track where in the plane.
         */
        MoodStatementOut: {
            origin: components["schemas"]["MoodOrigin"];
            /** Stated By */
            stated_by: string;
            /**
             * Words
             * @description In which it was said, if in words.
             */
            words: string[];
            /** Valence */
            valence: number;
            /** Arousal */
            arousal: number;
            /** Uncertainty */
            uncertainty: number;
        };
        /**
         * OfferedTrackOut
         * @description A track that was offered, in short.
         */
        OfferedTrackOut: {
            /** Rank */
            rank: number;
            /**
             * Id
             * @description Its number; null where the library no longer has it.
             */
            id: number | null;
            /** Title */
            title: string;
            /** Artist */
            artist: string;
            /** Score */
            score: number;
        };
        /**
         * OpenMusicIn
         * @description Which tracks of a catalogue to keep.
         * @example {
         *       "tracks": [
         *         "948",
         *         "1532"
         *       ]
         *     }
         */
        OpenMusicIn: {
            /**
             * Tracks
             * @description As a search of the service says them.
             */
            tracks: string[];
        };
        /**
         * OptionsOut
         * @description All that forms offer to choose from.
         */
        OptionsOut: {
            /** Version */
            version: string;
            /** Emotions */
            emotions: components["schemas"]["EmotionOut"][];
            /** Strategies */
            strategies: components["schemas"]["StrategyOut"][];
            /** Intents */
            intents: components["schemas"]["Intent"][];
            /** Popularities */
            popularities: components["schemas"]["Popularity"][];
            /** Personalizations */
            personalizations: components["schemas"]["Personalization"][];
            /** Licences */
            licences: components["schemas"]["LicenceUse"][];
            /**
             * Genres
             * @description Of the library, the most frequent first.
             */
            genres: components["schemas"]["GenreOut"][];
            /**
             * Decades
             * @description Of the library, ascending.
             */
            decades: components["schemas"]["DecadeOut"][];
            /** Providers */
            providers: components["schemas"]["affetto__api__schemas__options__ProviderOut"][];
            /**
             * Languages
             * @description Of the library, the most frequent first.
             */
            languages: components["schemas"]["LanguageOut"][];
            /** @description Null where no duration is known. */
            durations: components["schemas"]["DurationsOut"] | null;
            limits: components["schemas"]["LimitsOut"];
            /**
             * Sure From
             * @description Least confidence with which an emotion is named without saying it is not sure.
             */
            sure_from: number;
        };
        /**
         * OverlayOut
         * @description Where an answer was read from: heat to lay over a part of the picture.
         */
        OverlayOut: {
            /**
             * About
             * @enum {string}
             */
            about: "face" | "scene";
            /**
             * Face
             * @description Which of the reading's `faces`, from 0; null for the scene.
             */
            face: number | null;
            /**
             * Box
             * @description x, y, width and height in pixels of the upright picture.
             */
            box: number[];
            /**
             * Emotion
             * @description The answer that rests on what is hot.
             */
            emotion: string;
            /**
             * Png
             * @description data: URL of a transparent PNG to be stretched over `box`; the brighter, the more the answer rests on that part.
             */
            png: string;
        };
        /**
         * ParticipationOut
         * @description How many people took part.
         */
        ParticipationOut: {
            /** Invited */
            invited: number;
            /**
             * Agreed
             * @description And did not withdraw.
             */
            agreed: number;
            /**
             * Answered
             * @description Judged the lists of at least one picture.
             */
            answered: number;
            /**
             * Finished
             * @description Judged all of them.
             */
            finished: number;
            /**
             * Withdrew
             * @description Their answers are deleted.
             */
            withdrew: number;
        };
        /**
         * PasswordChangeIn
         * @description The present password and the one that is to take its place.
         * @example {
         *       "new": "a bernoulli number, or two",
         *       "old": "tulips in may, 1843"
         *     }
         */
        PasswordChangeIn: {
            /**
             * Old
             * Format: password
             */
            old: string;
            /**
             * New
             * Format: password
             */
            new: string;
        };
        /**
         * Personalization
         * @description How much what the person plays counts, as in S1's web application.
         * @enum {string}
         */
        Personalization: "low" | "medium" | "high";
        /**
         * PlacePoint
         * @description A place in the plane.
         */
        PlacePoint: {
            /**
             * Valence
             * @description From unpleasant to pleasant.
             */
            valence: number;
            /**
             * Arousal
             * @description From calm to excited.
             */
            arousal: number;
        };
        /**
         * PlayIn
         * @description What a service is to play.
         * @example {
         *       "device": "5f",
         *       "match": 42
         *     }
         */
        PlayIn: {
            /**
             * Match
             * @description Number of a match of the history.
             */
            match?: number | null;
            /**
             * Playlist
             * @description Number of a saved playlist.
             */
            playlist?: number | null;
            /**
             * Tracks
             * @description Numbers of tracks, in their order.
             */
            tracks?: number[] | null;
            /**
             * Device
             * @description Empty for wherever it played last.
             * @default
             */
            device: string;
        };
        /**
         * PlaybackOut
         * @description What a service plays just now.
         * @example {
         *       "device": {
         *         "id": "5f",
         *         "is_active": true,
         *         "name": "Kitchen",
         *         "volume": 40
         *       },
         *       "is_playing": true,
         *       "position_s": 12.5,
         *       "track": {
         *         "album": "First light",
         *         "artist": "Ada",
         *         "attribution": "",
         *         "duration_s": 187,
         *         "id": "4a",
         *         "is_playable": true,
         *         "licence": "",
         *         "title": "Daybreak",
         *         "uri": "opensubsonic:4a",
         *         "url": ""
         *       },
         *       "volume": 40
         *     }
         */
        PlaybackOut: {
            track: components["schemas"]["ProviderTrackOut"] | null;
            /** Is Playing */
            is_playing: boolean;
            /** Position S */
            position_s: number;
            /** Volume */
            volume: number | null;
            device: components["schemas"]["DeviceOut"] | null;
        };
        /**
         * PlaybackTokenOut
         * @description What lets the page play by itself for a short while.
         * @example {
         *       "expires_at": "2026-05-01T13:00:00Z",
         *       "script": "https://sdk.example/player.js",
         *       "token": "…"
         *     }
         */
        PlaybackTokenOut: {
            /** Token */
            token: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /**
             * Script
             * @description Address of the service's own player for web pages.
             */
            script: string;
        };
        /**
         * PlayedOut
         * @description What a service plays now.
         * @example {
         *       "tracks": [
         *         {
         *           "artist": "Ada",
         *           "at_service": {
         *             "album": "First light",
         *             "artist": "Ada",
         *             "attribution": "",
         *             "duration_s": 187,
         *             "id": "4a",
         *             "is_playable": true,
         *             "licence": "",
         *             "title": "Daybreak",
         *             "uri": "opensubsonic:4a",
         *             "url": ""
         *           },
         *           "confidence": 0.97,
         *           "reason": "title, artist and length agree",
         *           "title": "Daybreak",
         *           "track": 17
         *         }
         *       ]
         *     }
         */
        PlayedOut: {
            /**
             * Tracks
             * @description All that were asked for; those without `at_service` are not played.
             */
            tracks: components["schemas"]["FoundTrackOut"][];
        };
        /**
         * PlaylistChangeIn
         * @description What to change of a playlist; what is left out stays.
         * @example {
         *       "name": "Monday",
         *       "tracks": [
         *         4,
         *         17
         *       ]
         *     }
         */
        PlaylistChangeIn: {
            /** Name */
            name?: string | null;
            /** Tracks */
            tracks?: number[] | null;
        };
        /**
         * PlaylistEntryOut
         * @description A playlist, in short.
         */
        PlaylistEntryOut: {
            /** Id */
            id: number;
            /** Name */
            name: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Changed At
             * Format: date-time
             */
            changed_at: string;
            /**
             * Tracks
             * @description How many tracks it has.
             */
            tracks: number;
            /**
             * Duration S
             * @description Of the tracks whose length is known, together.
             */
            duration_s: number;
        };
        /**
         * PlaylistFormat
         * @description Formats a playlist can be written in; each is also the suffix of its files.
         * @enum {string}
         */
        PlaylistFormat: "m3u8" | "xspf" | "jspf" | "csv" | "json";
        /**
         * PlaylistIn
         * @description A playlist to be saved: of a match of the history, or of tracks.
         * @example {
         *       "match": 42,
         *       "name": "Sunday morning"
         *     }
         * @example {
         *       "name": "For the road",
         *       "tracks": [
         *         17,
         *         4,
         *         23
         *       ]
         *     }
         */
        PlaylistIn: {
            /**
             * Name
             * @description What to call it.
             */
            name: string;
            /**
             * Match
             * @description Number of a match of the history.
             */
            match?: number | null;
            /** Tracks */
            tracks?: number[] | null;
        };
        /**
         * PlaylistOut
         * @description A playlist with its tracks.
         * @example {
         *       "affect": {
         *         "arousal": 0.42,
         *         "confidence": 0.83,
         *         "emotion": "happy",
         *         "emotions": {
         *           "angry": 0.01,
         *           "disgust": 0,
         *           "fear": 0.01,
         *           "happy": 0.83,
         *           "neutral": 0.1,
         *           "sad": 0.02,
         *           "surprise": 0.03
         *         },
         *         "source": "faces",
         *         "valence": 0.71
         *       },
         *       "changed_at": "2026-05-01T12:00:00Z",
         *       "created_at": "2026-05-01T12:00:00Z",
         *       "id": 3,
         *       "intent": "match",
         *       "name": "Sunday morning",
         *       "strategy": "affect",
         *       "tracks": [
         *         {
         *           "arousal": 0.5,
         *           "artist": "Ada",
         *           "duration_s": 187.5,
         *           "id": 17,
         *           "licence": "CC BY 4.0",
         *           "links": {
         *             "youtube": "https://www.youtube.com/results?search_query=Ada+Daybreak"
         *           },
         *           "rank": 1,
         *           "reasons": [
         *             "fast (120 bpm): near the joy"
         *           ],
         *           "score": 0.93,
         *           "title": "Daybreak",
         *           "uri": "file:///music/daybreak.flac",
         *           "valence": 0.7
         *         }
         *       ]
         *     }
         */
        PlaylistOut: {
            /** Id */
            id: number;
            /** Name */
            name: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Changed At
             * Format: date-time
             */
            changed_at: string;
            /** @description What it answers; null where it was put together by hand. */
            affect: components["schemas"]["AffectOut"] | null;
            /** Intent */
            intent: string | null;
            /** Strategy */
            strategy: string | null;
            /** Tracks */
            tracks: components["schemas"]["KeptTrackOut"][];
        };
        /**
         * PlaylistsOut
         * @description Playlists, by name.
         * @example {
         *       "playlists": [
         *         {
         *           "changed_at": "2026-05-01T12:00:00Z",
         *           "created_at": "2026-05-01T12:00:00Z",
         *           "duration_s": 1875,
         *           "id": 3,
         *           "name": "Sunday morning",
         *           "tracks": 10
         *         }
         *       ]
         *     }
         */
        PlaylistsOut: {
            /** Playlists */
            playlists: components["schemas"]["PlaylistEntryOut"][];
        };
        /**
         * PointOut
         * @description A place in the valence–arousal plane.
         */
        PointOut: {
            /** Valence */
            valence: number;
            /** Arousal */
            arousal: number;
        };
        /**
         * Popularity
         * @description How well known the music is to be.
         * @enum {string}
         */
        Popularity: "low" | "medium" | "mainstream";
        /**
         * PositionIn
         * @description Where in the track.
         * @example {
         *       "position_s": 30
         *     }
         */
        PositionIn: {
            /** Position S */
            position_s: number;
        };
        /**
         * ProviderAccountChangeIn
         * @description What to change of an account.
         * @example {
         *       "submits_plays": true
         *     }
         */
        ProviderAccountChangeIn: {
            /** Submits Plays */
            submits_plays: boolean;
        };
        /**
         * ProviderAccountIn
         * @description What connects a service.
         * @example {
         *       "fields": {
         *         "address": "https://music.example",
         *         "password": "…",
         *         "user": "ada"
         *       }
         *     }
         */
        ProviderAccountIn: {
            /**
             * Fields
             * @description By `name` of the service's fields.
             */
            fields?: {
                [key: string]: string;
            };
        };
        /**
         * ProviderAccountOut
         * @description Your account with a service.
         */
        ProviderAccountOut: {
            /**
             * Name
             * @description As the service shows it; may be empty.
             */
            name: string;
            /**
             * Settings
             * @description What you filled in, without what is secret.
             */
            settings: {
                [key: string]: string;
            };
            /**
             * Needs Sign In
             * @description Whether the service no longer lets you in.
             */
            needs_sign_in: boolean;
            /**
             * Submits Plays
             * @description Whether it is told what you hear.
             */
            submits_plays: boolean;
            /**
             * Waiting Plays
             * @description Plays of which it is still to be told.
             */
            waiting_plays: number;
            /**
             * Connected At
             * Format: date-time
             */
            connected_at: string;
        };
        /**
         * ProviderFieldOut
         * @description One thing that is filled in to connect a service.
         */
        ProviderFieldOut: {
            /** Name */
            name: string;
            /**
             * Label
             * @description What to write beside it.
             */
            label: string;
            /**
             * Is Secret
             * @description Whether it is typed hidden and never shown again.
             */
            is_secret: boolean;
            /** Is Required */
            is_required: boolean;
            /**
             * Help
             * @description Where to find it; may be empty.
             */
            help: string;
        };
        /**
         * ProviderPlaylistOut
         * @description A playlist that a service keeps.
         * @example {
         *       "id": "9",
         *       "name": "Sunday morning",
         *       "track_count": 10,
         *       "url": "https://music.example/playlist/9"
         *     }
         */
        ProviderPlaylistOut: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /**
             * Url
             * @description A page that people can open; may be empty.
             */
            url: string;
            /** Track Count */
            track_count: number | null;
        };
        /**
         * ProviderPlaylistsOut
         * @description The playlists of your account.
         * @example {
         *       "playlists": [
         *         {
         *           "id": "9",
         *           "name": "Sunday morning",
         *           "track_count": 10,
         *           "url": "https://music.example/playlist/9"
         *         }
         *       ]
         *     }
         */
        ProviderPlaylistsOut: {
            /** Playlists */
            playlists: components["schemas"]["ProviderPlaylistOut"][];
        };
        /**
         * ProviderTrackOut
         * @description A recording as a service has it.
         * @example {
         *       "album": "First light",
         *       "artist": "Ada",
         *       "attribution": "",
         *       "duration_s": 187,
         *       "id": "4a",
         *       "is_playable": true,
         *       "licence": "",
         *       "title": "Daybreak",
         *       "uri": "opensubsonic:4a",
         *       "url": ""
         *     }
         */
        ProviderTrackOut: {
            /** Id */
            id: string;
            /** Uri */
            uri: string;
            /** Title */
            title: string;
            /** Artist */
            artist: string;
            /** Album */
            album: string;
            /** Duration S */
            duration_s: number | null;
            /**
             * Url
             * @description A page that people can open; may be empty.
             */
            url: string;
            /** Licence */
            licence: string;
            /**
             * Attribution
             * @description The credit line that is asked for; may be empty.
             */
            attribution: string;
            /** Is Playable */
            is_playable: boolean;
        };
        /**
         * ProviderTracksOut
         * @description What a service offers, the best first.
         * @example {
         *       "tracks": [
         *         {
         *           "album": "First light",
         *           "artist": "Ada",
         *           "attribution": "",
         *           "duration_s": 187,
         *           "id": "4a",
         *           "is_playable": true,
         *           "licence": "",
         *           "title": "Daybreak",
         *           "uri": "opensubsonic:4a",
         *           "url": ""
         *         }
         *       ]
         *     }
         */
        ProviderTracksOut: {
            /** Tracks */
            tracks: components["schemas"]["ProviderTrackOut"][];
        };
        /**
         * ProvidersOut
         * @description All services, in the order in which to show them.
         * @example {
         *       "providers": [
         *         {
         *           "account": {
         *             "connected_at": "2026-05-01T12:00:00Z",
         *             "name": "ada",
         *             "needs_sign_in": false,
         *             "settings": {
         *               "address": "https://music.example",
         *               "user": "ada"
         *             },
         *             "submits_plays": false,
         *             "waiting_plays": 0
         *           },
         *           "capabilities": [
         *             "playlists",
         *             "search",
         *             "stream"
         *           ],
         *           "fields": [
         *             {
         *               "help": "",
         *               "is_required": true,
         *               "is_secret": true,
         *               "label": "Password",
         *               "name": "password"
         *             }
         *           ],
         *           "is_for_listening_only": false,
         *           "name": "opensubsonic",
         *           "sign_in": "fields",
         *           "title": "OpenSubsonic"
         *         }
         *       ]
         *     }
         */
        ProvidersOut: {
            /** Providers */
            providers: components["schemas"]["affetto__api__schemas__providers__ProviderOut"][];
        };
        /**
         * Quadrant
         * @description Quarters of the valence-arousal plane; zero counts as pleasant, and as excited.
         * @enum {string}
         */
        Quadrant: "pleasant, excited" | "unpleasant, excited" | "unpleasant, calm" | "pleasant, calm";
        /**
         * RatingsOut
         * @description Tracks that are liked, and those that are not.
         * @example {
         *       "dislikes": [
         *         23
         *       ],
         *       "likes": [
         *         17,
         *         4
         *       ]
         *     }
         */
        RatingsOut: {
            /** Likes */
            likes: number[];
            /** Dislikes */
            dislikes: number[];
        };
        /**
         * Reaction
         * @description What somebody did with a track.
         * @enum {string}
         */
        Reaction: "like" | "dislike" | "play" | "skip" | "favourite";
        /**
         * ReactionIn
         * @description Something that was done with a track.
         * @example {
         *       "match": 42,
         *       "reaction": "like",
         *       "track": 17
         *     }
         */
        ReactionIn: {
            /** Track */
            track: number;
            /** @description `play`: heard to its end, or nearly. `skip`: broken off soon. */
            reaction: components["schemas"]["ReactionKind"];
            /**
             * Match
             * @description Number of the match that offered it; it tells how well it fitted.
             */
            match?: number | null;
        };
        /**
         * ReactionKind
         * @description What can be done with a track on a page; see `affetto.listening.Reaction`.
         * @enum {string}
         */
        ReactionKind: "like" | "dislike" | "play" | "skip";
        /**
         * ReadingOut
         * @description What a picture feels like, as `affetto feel --json` prints it.
         * @example {
         *       "faces": [
         *         {
         *           "arousal": 0.4,
         *           "box": [
         *             112,
         *             80.5,
         *             96,
         *             128
         *           ],
         *           "emotion": "happy",
         *           "emotions": {
         *             "angry": 0.01,
         *             "disgust": 0,
         *             "fear": 0.01,
         *             "happy": 0.83,
         *             "neutral": 0.1,
         *             "sad": 0.02,
         *             "surprise": 0.03
         *           },
         *           "score": 0.99,
         *           "valence": 0.8
         *         }
         *       ],
         *       "overall": {
         *         "arousal": 0.42,
         *         "confidence": 0.83,
         *         "emotion": "happy",
         *         "emotions": {
         *           "angry": 0.01,
         *           "disgust": 0,
         *           "fear": 0.01,
         *           "happy": 0.83,
         *           "neutral": 0.1,
         *           "sad": 0.02,
         *           "surprise": 0.03
         *         },
         *         "source": "faces",
         *         "valence": 0.71
         *       },
         *       "picture": "photo.jpg",
         *       "scene": {
         *         "arousal": -0.1,
         *         "context": {
         *           "outdoors": 0.9
         *         },
         *         "emotion": "joy",
         *         "emotions": {
         *           "joy": 0.6,
         *           "liveliness": 0.2,
         *           "melancholy": 0.1,
         *           "sadness": 0.1
         *         },
         *         "valence": 0.4
         *       }
         *     }
         */
        ReadingOut: {
            /**
             * Picture
             * @description Name of the file, as it was sent.
             */
            picture: string;
            overall: components["schemas"]["AffectOut"];
            /** Faces */
            faces: components["schemas"]["FaceOut"][];
            scene: components["schemas"]["SceneOut"];
        };
        /**
         * SceneOut
         * @description What the scene around the faces feels like.
         * @example {
         *       "arousal": -0.1,
         *       "emotion": "joy",
         *       "emotions": {
         *         "joy": 0.6,
         *         "liveliness": 0.2,
         *         "melancholy": 0.1,
         *         "sadness": 0.1
         *       },
         *       "valence": 0.4
         *     }
         */
        SceneOut: {
            /**
             * Emotions
             * @description Probability of each emotion word; they sum to 1.
             */
            emotions: {
                [key: string]: number;
            };
            /**
             * Valence
             * @description Unpleasant −1 to pleasant 1.
             */
            valence: number;
            /**
             * Arousal
             * @description Calm −1 to excited 1.
             */
            arousal: number;
            /** Emotion */
            emotion: string;
            /**
             * Context
             * @description How probably this is to be seen: outdoors, water, …
             */
            context?: {
                [key: string]: number;
            };
        };
        /**
         * SeenEmotion
         * @description What somebody sees in a picture.
         */
        SeenEmotion: {
            /**
             * Word
             * @description One of `words` of the state.
             */
            word: string;
            /** @description Where it lies; may be left out. */
            point?: components["schemas"]["PlacePoint"] | null;
        };
        /**
         * SendPlaylistIn
         * @description A playlist to be kept by a service.
         * @example {
         *       "match": 42,
         *       "name": "Sunday morning"
         *     }
         */
        SendPlaylistIn: {
            /**
             * Match
             * @description Number of a match of the history.
             */
            match?: number | null;
            /**
             * Playlist
             * @description Number of a saved playlist.
             */
            playlist?: number | null;
            /**
             * Tracks
             * @description Numbers of tracks, in their order.
             */
            tracks?: number[] | null;
            /**
             * Name
             * @description What to call it there.
             */
            name: string;
        };
        /**
         * SentPlaylistOut
         * @description A playlist as a service keeps it now.
         * @example {
         *       "playlist": {
         *         "id": "9",
         *         "name": "Sunday morning",
         *         "track_count": 10,
         *         "url": "https://music.example/playlist/9"
         *       },
         *       "tracks": [
         *         {
         *           "artist": "Ada",
         *           "at_service": {
         *             "album": "First light",
         *             "artist": "Ada",
         *             "attribution": "",
         *             "duration_s": 187,
         *             "id": "4a",
         *             "is_playable": true,
         *             "licence": "",
         *             "title": "Daybreak",
         *             "uri": "opensubsonic:4a",
         *             "url": ""
         *           },
         *           "confidence": 0.97,
         *           "reason": "title, artist and length agree",
         *           "title": "Daybreak",
         *           "track": 17
         *         }
         *       ]
         *     }
         */
        SentPlaylistOut: {
            playlist: components["schemas"]["ProviderPlaylistOut"];
            /**
             * Tracks
             * @description All that were to be in it; those without `at_service` are not.
             */
            tracks: components["schemas"]["FoundTrackOut"][];
        };
        /**
         * ServerImportIn
         * @description How to import a server.
         * @example {
         *       "retry_failed": false
         *     }
         */
        ServerImportIn: {
            /**
             * Retry Failed
             * @description Whether recordings that could not be heard before are tried again.
             * @default false
             */
            retry_failed: boolean;
        };
        /**
         * ServerReportOut
         * @description What came of importing a server; numbers of tracks.
         */
        ServerReportOut: {
            /**
             * Tracks
             * @description That the server has.
             */
            tracks: number;
            /**
             * New
             * @description Those that became new tracks.
             */
            new: number;
            /**
             * Merged
             * @description Those that turned out to be known from elsewhere.
             */
            merged: number;
            /**
             * Changed
             * @description Those of which the server says more than before.
             */
            changed: number;
            /**
             * Heard
             * @description Those that were heard this time.
             */
            heard: number;
            /**
             * Failed
             * @description Those that could not be heard, now or before.
             */
            failed: number;
            /**
             * Failures
             * @description The first 100 that failed this time.
             */
            failures: components["schemas"]["StreamFailureOut"][];
            /** Is Interrupted */
            is_interrupted: boolean;
        };
        /**
         * SessionOut
         * @description Who is logged in, and how others may be.
         * @example {
         *       "accounts": true,
         *       "csrf_token": "mcWY0X9uQdJ3Z8mVbKpXy2nT5sRfLhGe",
         *       "oidc": {
         *         "name": "Example University"
         *       },
         *       "user": {
         *         "has_password": true,
         *         "is_administrator": true,
         *         "name": "ada"
         *       }
         *     }
         * @example {
         *       "accounts": false,
         *       "user": {
         *         "has_password": false,
         *         "is_administrator": true,
         *         "name": "default"
         *       }
         *     }
         */
        SessionOut: {
            /**
             * Accounts
             * @description Whether people log in; if not, everybody at this machine is the one user.
             */
            accounts: boolean;
            /** @description Null where nobody is logged in. */
            user: components["schemas"]["UserOut"] | null;
            /**
             * Csrf Token
             * @description To be sent as `X-CSRF-Token` along with every POST, PUT, PATCH and DELETE.
             */
            csrf_token: string | null;
            oidc: components["schemas"]["IdentityProviderOut"] | null;
        };
        /**
         * Side
         * @description By what name a list is shown, so that nobody sees which strategy made it.
         * @enum {string}
         */
        Side: "a" | "b";
        /**
         * SignIn
         * @description How somebody lets Affetto use their account.
         * @enum {string}
         */
        SignIn: "none" | "fields" | "browser";
        /**
         * SignInOut
         * @description Where to give leave.
         * @example {
         *       "url": "https://accounts.example/authorize?state=…"
         *     }
         */
        SignInOut: {
            /**
             * Url
             * @description The service's page; it sends the browser back here.
             */
            url: string;
        };
        /**
         * Step
         * @description What a participant is to do next.
         * @enum {string}
         */
        Step: "consent" | "emotion" | "lists" | "done" | "withdrawn";
        /**
         * StrategyOut
         * @description A way to rank.
         */
        StrategyOut: {
            /**
             * Name
             * @example affect
             */
            name: string;
            /** Summary */
            summary: string;
        };
        /**
         * StreamFailureOut
         * @description A recording of a server that could not be heard.
         */
        StreamFailureOut: {
            /** Name */
            name: string;
            /** Reason */
            reason: string;
        };
        /**
         * StudiesOut
         * @description All studies, by name.
         * @example {
         *       "studies": [
         *         {
         *           "created_on": "2026-05-02",
         *           "links": [
         *             {
         *               "judged": 3,
         *               "number": 484210,
         *               "path": "/study/pGz0oV6yqzqjv0m3Yq8tXw5d",
         *               "step": "lists"
         *             }
         *           ],
         *           "name": "evening",
         *           "participants": {
         *             "agreed": 14,
         *             "answered": 13,
         *             "finished": 11,
         *             "invited": 20,
         *             "withdrew": 1
         *           },
         *           "pictures": 12,
         *           "strategies": [
         *             "affect",
         *             "targets"
         *           ]
         *         }
         *       ]
         *     }
         */
        StudiesOut: {
            /** Studies */
            studies: components["schemas"]["StudyOut"][];
        };
        /**
         * StudyItemOut
         * @description The picture that comes now.
         */
        StudyItemOut: {
            /** Position */
            position: number;
            /**
             * Picture
             * @description Where the picture lies (JPEG).
             */
            picture: string;
            /** @description What you said you see; null before that. */
            emotion: components["schemas"]["SeenEmotion"] | null;
            /** @description Null until you have said what you see. */
            lists: components["schemas"]["ListsOut"] | null;
        };
        /**
         * StudyLinkOut
         * @description The link of one participant.
         */
        StudyLinkOut: {
            /**
             * Number
             * @description By which the participant stands in results.
             */
            number: number;
            step: components["schemas"]["Step"];
            /**
             * Judged
             * @description Pictures whose lists they have judged.
             */
            judged: number;
            /**
             * Path
             * @description What they open, below the address of the service.
             */
            path: string;
        };
        /**
         * StudyOut
         * @description A study, as the researcher follows it.
         */
        StudyOut: {
            /** Name */
            name: string;
            /** Strategies */
            strategies: [
                string,
                string
            ];
            /**
             * Created On
             * Format: date
             */
            created_on: string;
            /** Pictures */
            pictures: number;
            participants: components["schemas"]["ParticipationOut"];
            /** Links */
            links: components["schemas"]["StudyLinkOut"][];
        };
        /**
         * StudyProgressOut
         * @description How far somebody has come.
         */
        StudyProgressOut: {
            /** Judged */
            judged: number;
            /** Total */
            total: number;
        };
        /**
         * StudyStateOut
         * @description Where a participant is, and what comes next. It is the same on every device.
         * @example {
         *       "agreed_on": "2026-05-04",
         *       "best_fit": 7,
         *       "consent": "You will see pictures. Taking part is voluntary.",
         *       "item": {
         *         "emotion": {
         *           "point": {
         *             "arousal": 0.4,
         *             "valence": 0.7
         *           },
         *           "word": "happy"
         *         },
         *         "lists": {
         *           "a": [
         *             {
         *               "audio": "/api/v1/study/pGz0oV6yqzqjv0m3Yq8tXw5d/audio/1/a/1",
         *               "duration_s": 184.2,
         *               "excerpt": [
         *                 31.5,
         *                 61.5
         *               ],
         *               "id": 17,
         *               "rank": 1
         *             }
         *           ],
         *           "b": [
         *             {
         *               "audio": "/api/v1/study/pGz0oV6yqzqjv0m3Yq8tXw5d/audio/1/b/1",
         *               "duration_s": 184.2,
         *               "excerpt": [
         *                 31.5,
         *                 61.5
         *               ],
         *               "id": 4,
         *               "rank": 1
         *             }
         *           ]
         *         },
         *         "picture": "/api/v1/study/pGz0oV6yqzqjv0m3Yq8tXw5d/pictures/1",
         *         "position": 1
         *       },
         *       "least_fit": 1,
         *       "progress": {
         *         "judged": 0,
         *         "total": 12
         *       },
         *       "step": "lists",
         *       "words": [
         *         "happy",
         *         "sad",
         *         "neutral",
         *         "none of these"
         *       ]
         *     }
         */
        StudyStateOut: {
            /** @description What to do next. */
            step: components["schemas"]["Step"];
            /**
             * Consent
             * @description What taking part means, plain text in paragraphs.
             */
            consent: string;
            /** Agreed On */
            agreed_on: string | null;
            progress: components["schemas"]["StudyProgressOut"];
            /**
             * Words
             * @description What may be said of a picture.
             */
            words: string[];
            /**
             * Least Fit
             * @description Of a rating: does not fit at all.
             */
            least_fit: number;
            /**
             * Best Fit
             * @description Of a rating: fits perfectly.
             */
            best_fit: number;
            /** @description Null before consent, and at the end. */
            item: components["schemas"]["StudyItemOut"] | null;
        };
        /**
         * TasteImportOut
         * @description What became of a history of listening.
         * @example {
         *       "bad": 1,
         *       "bad_records": [
         *         {
         *           "reason": "has no time",
         *           "record": 7
         *         }
         *       ],
         *       "known": 0,
         *       "new": 1203,
         *       "unknown": 871
         *     }
         */
        TasteImportOut: {
            /**
             * New
             * @description Reactions that were not known.
             */
            new: number;
            /**
             * Known
             * @description Those that were.
             */
            known: number;
            /**
             * Unknown
             * @description In all, to music that is not in the library.
             */
            unknown: number;
            /**
             * Bad
             * @description Records that cannot be used.
             */
            bad: number;
            /**
             * Bad Records
             * @description The first of them.
             */
            bad_records: components["schemas"]["BadRecordOut"][];
        };
        /**
         * TasteOut
         * @description What was told of a taste, and what it comes to.
         * @example {
         *       "likings": [
         *         {
         *           "reward": 0.31,
         *           "sd": 0.12,
         *           "word": "acoustic"
         *         }
         *       ],
         *       "reactions": {
         *         "like": 12,
         *         "skip": 3
         *       },
         *       "tracks": 14,
         *       "unknown": 1
         *     }
         */
        TasteOut: {
            /**
             * Reactions
             * @description How many of each kind.
             */
            reactions: {
                [key: string]: number;
            };
            /**
             * Tracks
             * @description How many tracks of the library they belong to.
             */
            tracks: number;
            /**
             * Unknown
             * @description How many belong to music that is not in the library; kept for later.
             */
            unknown: number;
            /**
             * Likings
             * @description The strongest first; only what is sure enough.
             */
            likings: components["schemas"]["LikingOut"][];
        };
        /**
         * TimelineOut
         * @description How a track goes on from second to second.
         * @example {
         *       "beats_s": [
         *         0.41,
         *         0.83
         *       ],
         *       "duration_s": 3,
         *       "excerpt": [
         *         0,
         *         3
         *       ],
         *       "moods": [
         *         [
         *           0.2,
         *           0.6
         *         ],
         *         [
         *           0.25,
         *           0.61
         *         ],
         *         null
         *       ],
         *       "peaks": [
         *         0,
         *         120,
         *         255,
         *         90
         *       ]
         *     }
         */
        TimelineOut: {
            /** Duration S */
            duration_s: number | null;
            /**
             * Peaks
             * @description Loudest sample of each of equal parts, 255 for full scale.
             */
            peaks: number[];
            /**
             * Moods
             * @description Valence and arousal around each second; null where it is silent.
             */
            moods: ([
                number,
                number
            ] | null)[];
            /** Beats S */
            beats_s: number[];
            /**
             * Excerpt
             * @description Beginning and end of the most representative section, seconds.
             */
            excerpt: [
                number,
                number
            ] | null;
        };
        /**
         * ToldOut
         * @description How many plays a service was told.
         * @example {
         *       "told": 3
         *     }
         */
        ToldOut: {
            /** Told */
            told: number;
        };
        /**
         * TrackDetailsOut
         * @description All that is known of a track.
         * @example {
         *       "addresses": [],
         *       "album": "Pastel Blues",
         *       "analysed_at": "2026-03-01T12:00:00Z",
         *       "analyser": "affetto-cues 3",
         *       "arousal": 0.64,
         *       "artist": "Nina Simone",
         *       "credit": "",
         *       "duration_s": 620.3,
         *       "edits": {
         *         "year": 1965
         *       },
         *       "energy": 0.71,
         *       "features": {
         *         "duration_s": 620.3,
         *         "key": "B minor",
         *         "tempo_bpm": 145.2
         *       },
         *       "genres": [
         *         "Jazz",
         *         "Soul"
         *       ],
         *       "has_cover": true,
         *       "id": 17,
         *       "key": "B minor",
         *       "licence": "",
         *       "links": {
         *         "youtube": "https://www.youtube.com/results?search_query=Nina+Simone+Sinnerman"
         *       },
         *       "loudness_lufs": -12.9,
         *       "mood_uncertainty": 0.24,
         *       "moods": [
         *         {
         *           "arousal": 0.64,
         *           "origin": "heard",
         *           "stated_by": "affetto-cues 3",
         *           "uncertainty": 0.24,
         *           "valence": 0.21,
         *           "words": []
         *         }
         *       ],
         *       "notes": [],
         *       "paths": [
         *         "/music/Nina Simone/Sinnerman.flac"
         *       ],
         *       "playable": true,
         *       "tempo_bpm": 145.2,
         *       "title": "Sinnerman",
         *       "uri": "file:///music/Nina%20Simone/Sinnerman.flac",
         *       "valence": 0.21,
         *       "year": 1965
         *     }
         */
        TrackDetailsOut: {
            /** Id */
            id: number;
            /** Title */
            title: string;
            /** Artist */
            artist: string;
            /** Album */
            album: string;
            /** Genres */
            genres: string[];
            /** Year */
            year: number | null;
            /** Duration S */
            duration_s: number | null;
            /**
             * Licence
             * @description As its source writes it; empty where none is known.
             */
            licence: string;
            /**
             * Valence
             * @description Unpleasant −1 to pleasant 1.
             */
            valence: number | null;
            /**
             * Arousal
             * @description Calm −1 to excited 1.
             */
            arousal: number | null;
            /**
             * Mood Uncertainty
             * @description Standard deviation of valence, and of arousal.
             */
            mood_uncertainty: number | null;
            /**
             * Uri
             * @description Where it can be played; a file:// address for a file.
             */
            uri: string;
            /**
             * Links
             * @description Addresses for people, by service.
             */
            links: {
                [key: string]: string;
            };
            /**
             * Playable
             * @description Whether `GET /tracks/{id}/audio` can play it; from a service that streams it, once you have connected that.
             */
            playable: boolean;
            /**
             * Has Cover
             * @description Whether `GET /tracks/{id}/cover` shows anything.
             */
            has_cover: boolean;
            /** Tempo Bpm */
            tempo_bpm: number | null;
            /**
             * Key
             * @description Such as `F# minor`.
             */
            key: string | null;
            /** Loudness Lufs */
            loudness_lufs: number | null;
            /** Energy */
            energy: number | null;
            /**
             * Paths
             * @description Its files on this machine, for people to read.
             */
            paths: string[];
            /**
             * Addresses
             * @description Where else it can be played.
             */
            addresses: string[];
            /** @description Who states its licence. */
            licence_origin: components["schemas"]["LicenceOrigin"] | null;
            /**
             * Credit
             * @description The line that credits its author; empty where none is due.
             */
            credit: string;
            /**
             * Moods
             * @description What is said of its mood, by whom.
             */
            moods: components["schemas"]["MoodStatementOut"][];
            /**
             * Edits
             * @description What was typed here, by field.
             */
            edits: {
                [key: string]: unknown;
            };
            /**
             * Notes
             * @description What the analyser had to say.
             */
            notes: string[];
            /** Analyser */
            analyser: string | null;
            /** Analysed At */
            analysed_at: string | null;
            /**
             * Features
             * @description What was heard in it, units in the names; the key as `F# minor`.
             */
            features: {
                [key: string]: number | string | null;
            } | null;
        };
        /**
         * TrackEditIn
         * @description What is known better. Fields that are left out stay; null takes an earlier edit back.
         * @example {
         *       "genres": [
         *         "Jazz"
         *       ],
         *       "mood": {
         *         "word": "sad"
         *       },
         *       "title": "Sinnerman"
         *     }
         * @example {
         *       "mood": {
         *         "arousal": -0.4,
         *         "valence": -0.3
         *       }
         *     }
         */
        TrackEditIn: {
            /** Title */
            title?: string | null;
            /** Artist */
            artist?: string | null;
            /** Album */
            album?: string | null;
            /** Genres */
            genres?: string[] | null;
            /** Year */
            year?: number | null;
            /**
             * Licence
             * @description Such as `CC-BY-4.0`; empty for none.
             */
            licence?: string | null;
            mood?: components["schemas"]["MoodIn"] | null;
        };
        /**
         * TrackListIn
         * @description Tracks of the library: those of a match, of a saved playlist, or some by number.
         */
        TrackListIn: {
            /**
             * Match
             * @description Number of a match of the history.
             */
            match?: number | null;
            /**
             * Playlist
             * @description Number of a saved playlist.
             */
            playlist?: number | null;
            /**
             * Tracks
             * @description Numbers of tracks, in their order.
             */
            tracks?: number[] | null;
        };
        /**
         * TrackOrder
         * @description What tracks are sorted by. Those of which it is not known come last, either way round.
         * @enum {string}
         */
        TrackOrder: "artist" | "title" | "added" | "valence" | "arousal" | "tempo";
        /**
         * TrackOut
         * @description A track as lists show it. What is not known is null.
         * @example {
         *       "album": "Pastel Blues",
         *       "arousal": 0.64,
         *       "artist": "Nina Simone",
         *       "duration_s": 620.3,
         *       "energy": 0.71,
         *       "genres": [
         *         "Jazz",
         *         "Soul"
         *       ],
         *       "has_cover": true,
         *       "id": 17,
         *       "key": "B minor",
         *       "licence": "",
         *       "links": {
         *         "youtube": "https://www.youtube.com/results?search_query=Nina+Simone+Sinnerman"
         *       },
         *       "loudness_lufs": -12.9,
         *       "mood_uncertainty": 0.24,
         *       "playable": true,
         *       "tempo_bpm": 145.2,
         *       "title": "Sinnerman",
         *       "uri": "file:///music/Nina%20Simone/Sinnerman.flac",
         *       "valence": 0.21,
         *       "year": 1965
         *     }
         */
        TrackOut: {
            /** Id */
            id: number;
            /** Title */
            title: string;
            /** Artist */
            artist: string;
            /** Album */
            album: string;
            /** Genres */
            genres: string[];
            /** Year */
            year: number | null;
            /** Duration S */
            duration_s: number | null;
            /**
             * Licence
             * @description As its source writes it; empty where none is known.
             */
            licence: string;
            /**
             * Valence
             * @description Unpleasant −1 to pleasant 1.
             */
            valence: number | null;
            /**
             * Arousal
             * @description Calm −1 to excited 1.
             */
            arousal: number | null;
            /**
             * Mood Uncertainty
             * @description Standard deviation of valence, and of arousal.
             */
            mood_uncertainty: number | null;
            /**
             * Uri
             * @description Where it can be played; a file:// address for a file.
             */
            uri: string;
            /**
             * Links
             * @description Addresses for people, by service.
             */
            links: {
                [key: string]: string;
            };
            /**
             * Playable
             * @description Whether `GET /tracks/{id}/audio` can play it; from a service that streams it, once you have connected that.
             */
            playable: boolean;
            /**
             * Has Cover
             * @description Whether `GET /tracks/{id}/cover` shows anything.
             */
            has_cover: boolean;
            /** Tempo Bpm */
            tempo_bpm: number | null;
            /**
             * Key
             * @description Such as `F# minor`.
             */
            key: string | null;
            /** Loudness Lufs */
            loudness_lufs: number | null;
            /** Energy */
            energy: number | null;
        };
        /**
         * TrackPageOut
         * @description Some of the tracks that were asked for.
         */
        TrackPageOut: {
            /**
             * Total
             * @description How many there are, on all pages.
             */
            total: number;
            /** Tracks */
            tracks: components["schemas"]["TrackOut"][];
        };
        /**
         * TransferIn
         * @description Where to go on playing.
         * @example {
         *       "device": "5f"
         *     }
         */
        TransferIn: {
            /** Device */
            device: string;
        };
        /**
         * Use
         * @description The most that may be done with a track, as far as its licence is known.
         * @enum {string}
         */
        Use: "film" | "personal" | "unknown";
        /**
         * UserOut
         * @description Somebody who is logged in.
         */
        UserOut: {
            /** Name */
            name: string;
            /**
             * Is Administrator
             * @description Whether they may change the library for all.
             */
            is_administrator: boolean;
            /**
             * Has Password
             * @description Whether there is a password to be changed.
             */
            has_password: boolean;
        };
        /**
         * VolumeIn
         * @description How loud.
         * @example {
         *       "volume": 40
         *     }
         */
        VolumeIn: {
            /** Volume */
            volume: number;
        };
        /**
         * ProviderOut
         * @description What plays tracks of the library.
         */
        affetto__api__schemas__options__ProviderOut: {
            /**
             * Name
             * @example file
             */
            name: string;
            /** Tracks */
            tracks: number;
        };
        /**
         * ProviderOut
         * @description A service, and how you stand with it.
         * @example {
         *       "account": {
         *         "connected_at": "2026-05-01T12:00:00Z",
         *         "name": "ada",
         *         "needs_sign_in": false,
         *         "settings": {
         *           "address": "https://music.example",
         *           "user": "ada"
         *         },
         *         "submits_plays": false,
         *         "waiting_plays": 0
         *       },
         *       "capabilities": [
         *         "playlists",
         *         "search",
         *         "stream"
         *       ],
         *       "fields": [
         *         {
         *           "help": "",
         *           "is_required": true,
         *           "is_secret": true,
         *           "label": "Password",
         *           "name": "password"
         *         }
         *       ],
         *       "is_for_listening_only": false,
         *       "name": "opensubsonic",
         *       "sign_in": "fields",
         *       "title": "OpenSubsonic"
         *     }
         */
        affetto__api__schemas__providers__ProviderOut: {
            /** Name */
            name: string;
            /** Title */
            title: string;
            /** @description `none`: nothing to do. `fields`: fill them in. `browser`: fill them in, then give leave on the service's page. */
            sign_in: components["schemas"]["SignIn"];
            /** Fields */
            fields: components["schemas"]["ProviderFieldOut"][];
            /** Capabilities */
            capabilities: components["schemas"]["Capability"][];
            /**
             * Is For Listening Only
             * @description Its music may be heard, but not set to pictures.
             */
            is_for_listening_only: boolean;
            account: components["schemas"]["ProviderAccountOut"] | null;
        };
        /**
         * ContextTag
         * @description What the scene network looks for in a picture, in the order of its output.
         * @enum {string}
         */
        ContextTag: "outdoors" | "indoors" | "people" | "crowd" | "animals" | "water" | "sea" | "forest" | "mountain" | "city" | "night" | "sunset" | "snow" | "storm" | "fire" | "nature" | "activity" | "desolate";
        /**
         * DestinationIn
         * @description Where a journey is to lead: a word, or a place.
         * @example {
         *       "emotion": "joy"
         *     }
         */
        DestinationIn: {
            /**
             * Emotion
             * @default null
             */
            emotion: string | null;
            /**
             * Valence
             * @default null
             */
            valence: number | null;
            /**
             * Arousal
             * @default null
             */
            arousal: number | null;
        };
        /**
         * FieldFault
         * @description What is wrong with one field.
         */
        FieldFault: {
            /**
             * Field
             * @description Its name; dots lead into objects. Empty for the whole body.
             */
            field: string;
            /** Reason */
            reason: string;
        };
        /**
         * FilterEffectOut
         * @description What one filter does to a library.
         */
        FilterEffectOut: {
            /**
             * Field
             * @description Which field of the wish for music it is.
             */
            field: string;
            /**
             * Alone
             * @description How many tracks pass it, whatever the others say.
             */
            alone: number;
            /**
             * Without
             * @description How many pass all the others.
             */
            without: number;
            /**
             * Offered
             * @description Values that the library has, the most frequent first.
             */
            offered: string[];
        };
        /**
         * LooseningOut
         * @description A change of a wish for music that brings some.
         */
        LooseningOut: {
            /**
             * Change
             * @description Fields of the wish with the values that they are to take (RFC 7396).
             * @example {
             *       "max_duration_s": 360
             *     }
             * @example {
             *       "decades": []
             *     }
             */
            change: {
                [key: string]: unknown;
            };
            /**
             * Tracks
             * @description How many tracks pass then.
             */
            tracks: number;
        };
        /**
         * MatchIn
         * @description A wish for music. The mood is said in exactly one way; all the rest may be left out.
         * @example {
         *       "emotion": "happy",
         *       "genres": [
         *         "pop"
         *       ],
         *       "licence": "film",
         *       "n": 5
         *     }
         * @example {
         *       "arousal": -0.3,
         *       "intent": "journey",
         *       "to": {
         *         "emotion": "joy"
         *       },
         *       "valence": -0.4
         *     }
         * @example {
         *       "affect": {
         *         "arousal": 0.42,
         *         "confidence": 0.83,
         *         "emotion": "happy",
         *         "emotions": {
         *           "angry": 0.01,
         *           "disgust": 0,
         *           "fear": 0.01,
         *           "happy": 0.83,
         *           "neutral": 0.1,
         *           "sad": 0.02,
         *           "surprise": 0.03
         *         },
         *         "source": "faces",
         *         "valence": 0.71
         *       },
         *       "exclude": [
         *         17,
         *         4
         *       ]
         *     }
         */
        MatchIn: {
            /**
             * @description As it was read before.
             * @default null
             */
            affect: components["schemas"]["AffectIn"] | null;
            /**
             * Context
             * @description Goes with `affect`: how probably what is to be seen in the picture, as its reading's `scene.context` has it; of several pictures the mean. It decides between tracks that fit alike, as far as the affect's `source` is the scene.
             * @default null
             */
            context: {
                [key: string]: number;
            } | null;
            /**
             * Emotion
             * @description A word of `/options`.
             * @default null
             */
            emotion: string | null;
            /**
             * Valence
             * @description Goes with `arousal`.
             * @default null
             */
            valence: number | null;
            /**
             * Arousal
             * @description Goes with `valence`.
             * @default null
             */
            arousal: number | null;
            /**
             * Picture
             * @description In base64, or as a data: URL.
             * @default null
             */
            picture: string | null;
            /**
             * Picture Name
             * @description Kept in the history, where it is said; else no name is kept.
             * @default null
             */
            picture_name: string | null;
            /**
             * Strategy
             * @description How to rank: a name of `/options`.
             * @default affect
             */
            strategy: string;
            /**
             * @description What the music is to do.
             * @default match
             */
            intent: components["schemas"]["Intent"];
            /**
             * @description Where a journey is to lead.
             * @default null
             */
            to: components["schemas"]["DestinationIn"] | null;
            /**
             * N
             * @description How many tracks.
             * @default 10
             */
            n: number;
            /**
             * Genres
             * @description Any of these.
             */
            genres?: string[];
            /**
             * Decades
             * @description Any of these, each by its first year.
             */
            decades?: number[];
            /** @default null */
            popularity: components["schemas"]["Popularity"] | null;
            /** @default any */
            licence: components["schemas"]["LicenceUse"];
            /**
             * @description How much what you like counts.
             * @default medium
             */
            personalization: components["schemas"]["Personalization"];
            /**
             * Min Duration S
             * @default null
             */
            min_duration_s: number | null;
            /**
             * Max Duration S
             * @default null
             */
            max_duration_s: number | null;
            /**
             * Instrumental
             * @description Only what nobody sings in.
             * @default false
             */
            instrumental: boolean;
            /**
             * Clean
             * @description Nothing that is marked as explicit.
             * @default false
             */
            clean: boolean;
            /**
             * Languages
             * @description Sung in any of these, by ISO 639.
             */
            languages?: string[];
            /**
             * Providers
             * @description What any of these can play.
             */
            providers?: string[];
            /**
             * Seed
             * @description Of strategies that draw lots.
             * @default 0
             */
            seed: number;
            /**
             * Exclude
             * @description Tracks that are not to be offered again: for another list.
             */
            exclude?: number[];
        };
        /**
         * PictureIn
         * @description A picture in JSON.
         * @example {
         *       "name": "photo.jpg",
         *       "picture": "data:image/jpeg;base64,/9j/4AAQSkZJRg…"
         *     }
         */
        PictureIn: {
            /**
             * Picture
             * @description The file in base64, or as a data: URL.
             */
            picture: string;
            /**
             * Name
             * @description What the file is called.
             * @default picture
             */
            name: string;
        };
        /**
         * Problem
         * @description What is wrong, and what to do (RFC 9457, `application/problem+json`).
         * @example {
         *       "detail": "notes.txt: is not a picture that can be read; give JPEG or PNG",
         *       "status": 422,
         *       "title": "Unprocessable Entity",
         *       "type": "urn:affetto:problem:input"
         *     }
         * @example {
         *       "detail": "none of the 28 tracks passes at most 2:00; without it, all would",
         *       "filters": [
         *         {
         *           "alone": 0,
         *           "field": "max_duration_s",
         *           "offered": [],
         *           "without": 28
         *         }
         *       ],
         *       "loosen": [
         *         {
         *           "change": {
         *             "max_duration_s": 180
         *           },
         *           "tracks": 3
         *         },
         *         {
         *           "change": {
         *             "max_duration_s": null
         *           },
         *           "tracks": 28
         *         }
         *       ],
         *       "status": 409,
         *       "title": "Conflict",
         *       "type": "urn:affetto:problem:nothing-passes"
         *     }
         */
        Problem: {
            /**
             * Type
             * @description For programs: `urn:affetto:problem:` and its kind.
             */
            type: string;
            /** Title */
            title: string;
            /** Status */
            status: number;
            /**
             * Detail
             * @description A sentence for people.
             */
            detail: string;
            /**
             * Errors
             * @description Of kind `validation`: each field that is wrong.
             * @default null
             */
            errors: components["schemas"]["FieldFault"][] | null;
            /**
             * Filters
             * @description Of kind `nothing-passes`: what each filter that is set does.
             * @default null
             */
            filters: components["schemas"]["FilterEffectOut"][] | null;
            /**
             * Loosen
             * @description Of kind `nothing-passes`: changes that bring something, the best first.
             * @default null
             */
            loosen: components["schemas"]["LooseningOut"][] | null;
        } & {
            [key: string]: unknown;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    read_affect_api_v1_affect_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    picture: string[];
                };
                "application/json": components["schemas"]["PictureIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadingOut"] | components["schemas"]["ReadingOut"][];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is neither JSON nor a form, as the path asks. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    combine_api_v1_affect_combined_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AffectsIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AffectOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    draw_picture_api_v1_previews_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    picture: string;
                };
                "application/json": components["schemas"]["PictureIn"];
            };
        };
        responses: {
            /** @description The picture upright, its longer side at most 1,600 pixels. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is neither JSON nor a form, as the path asks. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explain_affect_api_v1_explanations_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    picture: string;
                };
                "application/json": components["schemas"]["PictureIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExplanationsOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is neither JSON nor a form, as the path asks. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_matches_api_v1_history_get: {
        parameters: {
            query?: {
                /** @description How many to pass over. */
                offset?: number;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forget_matches_api_v1_history_delete: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tell_preference_api_v1_history_preference_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryPreference"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_preference_api_v1_history_preference_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HistoryPreference"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryPreference"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_match_api_v1_history__match_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As a list of them says it. */
                match_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptMatchOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forget_one_match_api_v1_history__match_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As a list of them says it. */
                match_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_match_api_v1_history__match_id__export_get: {
        parameters: {
            query?: {
                /** @description Which kind of file. */
                format?: components["schemas"]["PlaylistFormat"];
            };
            header?: never;
            path: {
                /** @description As a list of them says it. */
                match_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                    "application/vnd.apple.mpegurl": string;
                    "application/xspf+xml": string;
                    "text/csv": string;
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_jobs_api_v1_jobs_get: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"][];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_job_api_v1_jobs__job_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stop_job_api_v1_jobs__job_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    follow_job_api_v1_jobs__job_id__events_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_library_api_v1_library_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LibraryOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_map_api_v1_library_map_get: {
        parameters: {
            query?: {
                /** @description Words in title, artist, album or path. */
                text?: string;
                /** @description Any of these. */
                genre?: string[] | null;
                /** @description Any of these, by first year. */
                decade?: number[] | null;
                /** @description What it may be used for. */
                licence?: components["schemas"]["LicenceUse"];
                /** @description Only what you like. */
                liked?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoodMapOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_folder_api_v1_library_folders_get: {
        parameters: {
            query?: {
                /** @description Absolute; the home folder where left out. */
                path?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrowsedFolderOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_music_api_v1_library_additions_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdditionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    analyse_music_api_v1_library_analyses_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    import_tracks_api_v1_library_imports_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_import_tracks_api_v1_library_imports_post"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    match_api_v1_matches_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    picture?: string[];
                    /** @description The same JSON as a body of its own would be. */
                    query?: string;
                };
                "application/json": components["schemas"]["MatchIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    /** @description Where the match stands in the history. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is neither JSON nor a form, as the path asks. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forget_me_api_v1_me_delete: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_me_api_v1_me_export_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One JSON object. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_networks_api_v1_models_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelOut"][];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_card_api_v1_models__name__card_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As `/models` lists it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Markdown, whose pictures have addresses of this service. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/markdown": string;
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_figure_api_v1_models__name__figures__file__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As `/models` lists it. */
                name: string;
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/*": string;
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_report_api_v1_models__name__report_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As `/models` lists it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Figures, with the number of pictures and 95% intervals. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    load_weights_api_v1_models__name__weights_get: {
        parameters: {
            query?: {
                /** @description Of the file that is wanted; it may then be kept for ever. */
                sha256?: string | null;
            };
            header?: {
                "if-none-match"?: string | null;
            };
            path: {
                /** @description As `/models` lists it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ONNX file; its `ETag` is its SHA-256. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description It is the one that `If-None-Match` names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tell_options_api_v1_options_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OptionsOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_devices_api_v1_providers__name__devices_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DevicesOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_playback_api_v1_providers__name__player_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybackOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    play_api_v1_providers__name__player_tracks_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlayIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlayedOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enqueue_api_v1_providers__name__player_queue_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnqueueIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundTrackOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resume_api_v1_providers__name__player_resume_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pause_api_v1_providers__name__player_pause_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    go_on_api_v1_providers__name__player_next_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    go_back_api_v1_providers__name__player_previous_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    seek_api_v1_providers__name__player_position_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PositionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_volume_api_v1_providers__name__player_volume_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VolumeIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    transfer_api_v1_providers__name__player_device_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_saved_api_v1_playlists_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistsOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    save_api_v1_playlists_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaylistIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    /** @description Where it lies. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_api_v1_playlists__playlist_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As a list of them says it. */
                playlist_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forget_api_v1_playlists__playlist_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As a list of them says it. */
                playlist_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_api_v1_playlists__playlist_id__patch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As a list of them says it. */
                playlist_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaylistChangeIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaylistOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_api_v1_playlists__playlist_id__export_get: {
        parameters: {
            query?: {
                /** @description Which kind of file. */
                format?: components["schemas"]["PlaylistFormat"];
            };
            header?: never;
            path: {
                /** @description As a list of them says it. */
                playlist_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                    "application/vnd.apple.mpegurl": string;
                    "application/xspf+xml": string;
                    "text/csv": string;
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_providers_api_v1_providers_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProvidersOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    connect_api_v1_providers__name__account_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderAccountIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["affetto__api__schemas__providers__ProviderOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disconnect_api_v1_providers__name__account_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_api_v1_providers__name__account_patch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderAccountChangeIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["affetto__api__schemas__providers__ProviderOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_sign_in_api_v1_providers__name__sign_in_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderAccountIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    finish_sign_in_api_v1_providers__name__callback_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page goes on from here. */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_playback_token_api_v1_providers__name__playback_token_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybackTokenOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search_api_v1_providers__name__tracks_get: {
        parameters: {
            query: {
                /** @description Any words. */
                query: string;
                limit?: number;
            };
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderTracksOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_budget_api_v1_providers__name__budget_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BudgetOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    find_api_v1_providers__name__finds_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrackListIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundTracksOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    play_audio_api_v1_providers__name__tracks__track_id__audio_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As a search says it. */
                track_id: string;
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole recording. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": string;
                };
            };
            /** @description The part that `Range` asks for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is as `If-None-Match` has it. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_playlists_api_v1_providers__name__playlists_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderPlaylistsOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    send_api_v1_providers__name__playlists_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendPlaylistIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentPlaylistOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    learn_api_v1_providers__name__listens_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LearntOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    send_plays_api_v1_providers__name__plays_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToldOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    import_server_api_v1_providers__name__library_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ServerImportIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_open_music_api_v1_providers__name__additions_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenMusicIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search_api_v1_providers__name__open_music_get: {
        parameters: {
            query?: {
                /** @description Any words; or give a mood. */
                query?: string;
                valence?: number | null;
                arousal?: number | null;
                /** @description What it may be used for. */
                licence?: components["schemas"]["LicenceUse"];
                limit?: number;
            };
            header?: never;
            path: {
                /** @description As the list says it. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderTracksOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_reactions_api_v1_reactions_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RatingsOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    note_reaction_api_v1_reactions_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReactionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forget_track_api_v1_reactions__track_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As a list of them says it. */
                track_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_session_api_v1_session_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    begin_session_api_v1_session_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CredentialsIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_session_api_v1_session_delete: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_api_v1_session_password_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChangeIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_oidc_api_v1_session_oidc_start_get: {
        parameters: {
            query?: {
                /** @description The page to come back to: a path of this service. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where the browser is to go next. */
            303: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    finish_oidc_api_v1_session_oidc_callback_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where the browser is to go next. */
            303: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_state_api_v1_study__token__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The secret part of the link. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyStateOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It was there, and is no longer. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready yet. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdraw_api_v1_study__token__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The secret part of the link. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It was there, and is no longer. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready yet. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    agree_api_v1_study__token__consent_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The secret part of the link. */
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyStateOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It was there, and is no longer. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready yet. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answer_api_v1_study__token__answers_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The secret part of the link. */
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmotionAnswerIn"] | components["schemas"]["ListsAnswerIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyStateOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It was there, and is no longer. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready yet. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    study_picture_api_v1_study__token__pictures__position__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The secret part of the link. */
                token: string;
                /** @description Which picture, in your own order. */
                position: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture, upright, at most 1,600 pixels a side. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It was there, and is no longer. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready yet. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    study_audio_api_v1_study__token__audio__position___side___rank__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The secret part of the link. */
                token: string;
                /** @description Which picture, in your own order. */
                position: number;
                side: components["schemas"]["Side"];
                rank: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole recording. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": string;
                };
            };
            /** @description The part that `Range` asks for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is as `If-None-Match` has it. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It was there, and is no longer. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file is shorter. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready yet. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_studies_api_v1_studies_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudiesOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    invite_participants_api_v1_studies__name__participants_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Of the study. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_taste_api_v1_taste_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TasteOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forget_api_v1_taste_delete: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_api_v1_taste_export_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One JSON object a line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    import_history_api_v1_taste_imports_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_import_history_api_v1_taste_imports_post"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TasteImportOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is neither JSON nor a form, as the path asks. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_tracks_api_v1_tracks_get: {
        parameters: {
            query?: {
                min_valence?: number | null;
                max_valence?: number | null;
                min_arousal?: number | null;
                max_arousal?: number | null;
                sort?: components["schemas"]["TrackOrder"];
                order?: "asc" | "desc";
                offset?: number;
                limit?: number;
                /** @description Words in title, artist, album or path. */
                text?: string;
                /** @description Any of these. */
                genre?: string[] | null;
                /** @description Any of these, by first year. */
                decade?: number[] | null;
                /** @description What it may be used for. */
                licence?: components["schemas"]["LicenceUse"];
                /** @description Only what you like. */
                liked?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackPageOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_track_api_v1_tracks__track_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                track_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackDetailsOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_track_api_v1_tracks__track_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                track_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    correct_track_api_v1_tracks__track_id__patch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                track_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrackEditIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackDetailsOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    play_track_api_v1_tracks__track_id__audio_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                track_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole recording. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": string;
                };
            };
            /** @description The part that `Range` asks for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is as `If-None-Match` has it. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file is shorter. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much at once; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service fails, or cannot be reached; the detail says which. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_cover_api_v1_tracks__track_id__cover_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                track_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture, at most 300 pixels a side. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                };
            };
            /** @description It is as `If-None-Match` has it. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    show_timeline_api_v1_tracks__track_id__timeline_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                track_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineOut"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tell_health_healthz_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tell_readiness_readyz_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not ready yet. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tell_metrics_metrics_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Requests, their times, and the queue before the networks. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description The request cannot be read: a form that is cut off, or no JSON. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nobody is logged in, or the session has ended (kind `session`). */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request comes from a foreign page, or is not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body came too slowly. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The library cannot answer; the detail says what to do. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description More bytes, pictures or parts than may be sent. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A field, or a picture, cannot be used. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
