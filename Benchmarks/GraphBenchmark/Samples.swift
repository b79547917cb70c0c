import Glibc

/// How long something took, many times, in milliseconds.
struct Samples {
    private(set) var milliseconds: [Double] = []

    /// Runs the work and notes how long it took.
    mutating func time<Value>(_ work: () async throws -> Value) async rethrows -> Value {
        let start = ContinuousClock.now
        let value = try await work()
        add(.now - start)
        return value
    }

    mutating func add(_ duration: Duration) {
        milliseconds.append(duration / .milliseconds(1))
    }

    /// The time that this part of all runs stayed below: 0.5 for the median, 0.99 for all but one of a hundred.
    func quantile(_ part: Double) -> Double {
        let sorted = milliseconds.sorted()
        return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]
    }
}

/// What this process has in memory, in bytes, its code and shared pages left out.
func residentBytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var text = [CChar](repeating: 0, count: 256)
    guard fgets(&text, 256, file) != nil else { return 0 }
    let pages = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self).split(separator: " ")
        .compactMap { Int($0) }
    return (pages[1] - pages[2]) * Int(getpagesize())
}

/// A figure as it is printed, with what is aimed at where there is an aim.
func report(_ name: String, _ value: Double, _ unit: String, aim: Double? = nil) {
    func text(_ value: Double) -> String { value < 10 ? "\((value * 100).rounded() / 100)" : "\(Int(value.rounded()))" }
    let verdict = aim.map { " (aim \(text($0)) \(unit), \(value <= $0 ? "met" : "missed"))" } ?? ""
    print("\(name): \(text(value)) \(unit)\(verdict)")
}
