/** What a model makes a clip from. */
export const presetModes = ['image_to_video', 'first_last_frame_to_video', 'text_to_video'] as const

/** How a length is written in a payload. */
export const durationForms = ['seconds_string', 'number_string', 'number', 'frames', 'fixed'] as const
