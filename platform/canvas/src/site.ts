/** What every page shares: the fonts, the styles, and three small behaviours. Pages work without it. */
import '@fontsource/instrument-serif/latin-400.css'
import '@fontsource/instrument-serif/latin-ext-400.css'
import '@fontsource-variable/instrument-sans/index.css'
import '@fontsource-variable/jetbrains-mono/index.css'
import './site.css'
import { closeMenusOutside } from './look/menu'
import { followGrading } from './look/progress'
import { swapLinks } from './look/swap'

closeMenusOutside(document)
swapLinks(document)
document.querySelectorAll<HTMLElement>('[data-grading-events]').forEach(followGrading)
