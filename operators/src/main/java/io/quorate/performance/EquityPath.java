package io.quorate.performance;

/**
 * Wealth E_0 = 1, E_t = E_{t-1} (1 + r_t), and how far it stood below its peak, the start included.
 *
 * @param last E_n
 * @param maxDrawdown greatest (peak - E) / peak
 * @param drawdownPeak index in E of the peak before the first greatest drawdown; 0 without any
 * @param drawdownTrough index in E of its bottom
 * @param longestUnderwater most periods in a row below the peak
 * @param ulcer root of the mean squared drawdown of the n periods
 */
record EquityPath(
        double last, double maxDrawdown, int drawdownPeak, int drawdownTrough, int longestUnderwater, double ulcer) {

    static EquityPath of(double[] returns) {
        double equity = 1;
        double peak = 1;
        int peakAt = 0;
        double worst = 0;
        int worstPeakAt = 0;
        int worstAt = 0;
        int underwater = 0;
        int longest = 0;
        double squares = 0;
        for (int t = 1; t <= returns.length; t++) {
            equity *= 1 + returns[t - 1];
            if (equity > peak) {
                peak = equity;
                peakAt = t;
            }
            double drawdown = (peak - equity) / peak;
            if (drawdown > worst) {
                worst = drawdown;
                worstPeakAt = peakAt;
                worstAt = t;
            }
            underwater = equity < peak ? underwater + 1 : 0;
            longest = Math.max(longest, underwater);
            squares += drawdown * drawdown;
        }
        double ulcer = returns.length == 0 ? 0 : StrictMath.sqrt(squares / returns.length);
        return new EquityPath(equity, worst, worstPeakAt, worstAt, longest, ulcer);
    }
}
