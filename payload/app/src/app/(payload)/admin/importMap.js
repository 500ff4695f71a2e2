import { TemplateHints as TemplateHints_93459eee52a5d5574fc1826212ea6576 } from 'payload-plugin-videogen/client'
import { ConfigProblems as ConfigProblems_93459eee52a5d5574fc1826212ea6576 } from 'payload-plugin-videogen/client'
import { JsonText as JsonText_93459eee52a5d5574fc1826212ea6576 } from 'payload-plugin-videogen/client'
import { PresetLabel as PresetLabel_93459eee52a5d5574fc1826212ea6576 } from 'payload-plugin-videogen/client'
import { Timeline as Timeline_93459eee52a5d5574fc1826212ea6576 } from 'payload-plugin-videogen/client'
import { Lines as Lines_93459eee52a5d5574fc1826212ea6576 } from 'payload-plugin-videogen/client'
import { StateCell as StateCell_93459eee52a5d5574fc1826212ea6576 } from 'payload-plugin-videogen/client'
import { StateField as StateField_93459eee52a5d5574fc1826212ea6576 } from 'payload-plugin-videogen/client'
import { Clip as Clip_93459eee52a5d5574fc1826212ea6576 } from 'payload-plugin-videogen/client'
import { CollectionCards as CollectionCards_f9c02e79a4aed9a3924487c0cd4cafb1 } from '@payloadcms/next/rsc'

/** @type import('payload').ImportMap */
export const importMap = {
  "payload-plugin-videogen/client#TemplateHints": TemplateHints_93459eee52a5d5574fc1826212ea6576,
  "payload-plugin-videogen/client#ConfigProblems": ConfigProblems_93459eee52a5d5574fc1826212ea6576,
  "payload-plugin-videogen/client#JsonText": JsonText_93459eee52a5d5574fc1826212ea6576,
  "payload-plugin-videogen/client#PresetLabel": PresetLabel_93459eee52a5d5574fc1826212ea6576,
  "payload-plugin-videogen/client#Timeline": Timeline_93459eee52a5d5574fc1826212ea6576,
  "payload-plugin-videogen/client#Lines": Lines_93459eee52a5d5574fc1826212ea6576,
  "payload-plugin-videogen/client#StateCell": StateCell_93459eee52a5d5574fc1826212ea6576,
  "payload-plugin-videogen/client#StateField": StateField_93459eee52a5d5574fc1826212ea6576,
  "payload-plugin-videogen/client#Clip": Clip_93459eee52a5d5574fc1826212ea6576,
  "@payloadcms/next/rsc#CollectionCards": CollectionCards_f9c02e79a4aed9a3924487c0cd4cafb1
}
