import Testing

@testable import Runtime

@Suite("Usage") struct UsageTests {
    private static func usage(_ files: [String: String]) -> InstanceUsage? { InstanceUsage { files[$0] } }

    @Test("is read from control groups of version 2")
    func second() {
        let files = [
            "cpu.stat": "usage_usec 2500000\nuser_usec 1\nsystem_usec 2", "memory.current": "5000",
            "memory.stat": "anon 1\ninactive_file 1000\n",
        ]
        #expect(Self.usage(files) == InstanceUsage(processorSeconds: 2.5, memory: 4000))
    }

    @Test("is read from control groups of version 1, and of both at once")
    func first() {
        var files = [
            "cpuacct.usage": "1500000000", "cpu.stat": "nr_periods 0", "memory.usage_in_bytes": "7000",
            "memory.stat": "inactive_file 1\ntotal_inactive_file 2000",
        ]
        #expect(Self.usage(files) == InstanceUsage(processorSeconds: 1.5, memory: 5000))
        files["cpuacct.usage"] = nil
        files["cpu.stat"] = "usage_usec 1000000"
        #expect(Self.usage(files) == InstanceUsage(processorSeconds: 1, memory: 5000))
    }

    @Test("without such files there is none")
    func none() {
        #expect(Self.usage([:]) == nil)
        #expect(Self.usage(["memory.current": "x"]) == nil)
        #expect(InstanceUsage(stat: "", meminfo: "") == nil)
    }

    @Test("of the machine is read from /proc")
    func machine() {
        let stat = "cpu  100 20 30 9000 50 5 5 0 0 0\ncpu0 1 2 3\n"
        let memory = "MemTotal:  1000 kB\nMemFree: 10 kB\nMemAvailable:    400 kB\n"
        #expect(InstanceUsage(stat: stat, meminfo: memory) == InstanceUsage(processorSeconds: 1.6, memory: 614_400))
    }
}
