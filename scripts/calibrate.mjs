// `pnpm run calibrate [CHROMIUM]`: measures the layout facts again and writes calibration/measured.
import { calibrate } from '../calibration/dist/calibrate.js'

await calibrate(process.argv[2])
