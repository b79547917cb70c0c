/// What an instance, or the machine, has used.
public struct InstanceUsage: Hashable, Sendable, Codable {
    /// Processor time since the start, in seconds.
    public var processorSeconds: Double
    /// Memory now, in bytes, without files that are merely kept because there is room.
    public var memory: Int64

    public init(processorSeconds: Double, memory: Int64) {
        self.processorSeconds = processorSeconds
        self.memory = memory
    }
}

extension InstanceRunner {
    /// The path of an instance's control group below the mount point of a hierarchy; nil if it has none now.
    func controlGroup(_ name: String) -> String? {
        guard (try? checkName(name)) != nil else { return nil }
        return InstanceRecord(bundle(name))?.controlGroup
    }

    /// What the whole machine has used; nil if /proc doesn't tell.
    public func machineUsage() -> InstanceUsage? {
        guard let times = TextFile.trimmed("/proc/stat"), let memory = TextFile.trimmed("/proc/meminfo") else {
            return nil
        }
        return InstanceUsage(stat: times, meminfo: memory)
    }
}

extension InstanceUsage {
    /// From the files of a control group, of whichever version has them: `read` gives one's text.
    init?(_ read: (String) -> String?) {
        let seconds: Double?
        if let text = read("cpuacct.usage"), let nanoseconds = Double(text) {
            seconds = nanoseconds / 1e9
        } else {
            seconds = read("cpu.stat").flatMap { Self.value("usage_usec", in: $0) }.map { Double($0) / 1e6 }
        }
        let memory: Int64?
        if let text = read("memory.current"), let bytes = Int64(text) {
            memory = bytes - (read("memory.stat").flatMap { Self.value("inactive_file", in: $0) } ?? 0)
        } else if let text = read("memory.usage_in_bytes"), let bytes = Int64(text) {
            memory = bytes - (read("memory.stat").flatMap { Self.value("total_inactive_file", in: $0) } ?? 0)
        } else {
            memory = nil
        }
        guard seconds != nil || memory != nil else { return nil }
        self.init(processorSeconds: seconds ?? 0, memory: max(0, memory ?? 0))
    }

    /// From the texts of /proc/stat, in hundredths of a second, and /proc/meminfo.
    init?(stat: String, meminfo: String) {
        let fields = stat.split(separator: "\n").first?.split(separator: " ").dropFirst().compactMap { Double($0) }
        guard let fields, fields.count >= 8, let all = Self.value("MemTotal:", in: meminfo),
            let free = Self.value("MemAvailable:", in: meminfo)
        else { return nil }
        // user, nice, system, idle, iowait, irq, softirq, steal
        let busy = fields[0] + fields[1] + fields[2] + fields[5] + fields[6]
        self.init(processorSeconds: busy / 100, memory: (all - free) * 1024)
    }

    private static func value(_ key: String, in text: String) -> Int64? {
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) where line.starts(with: key.utf8) {
            let words = line.split(separator: UInt8(ascii: " "))
            if words.count >= 2, words[0].count == key.utf8.count { return Int64(Substring(words[1])) }
        }
        return nil
    }
}
