/** The Studio: mounts on #studio with the bootstrap data that the page carries. */
import './site.css'
