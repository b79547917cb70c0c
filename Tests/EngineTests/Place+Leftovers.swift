import Foundation
import Glibc

extension Place {
    /// Mounts and processes that belong to this place.
    func leftovers() throws -> [String] {
        let mounts = try String(contentsOfFile: "/proc/self/mounts", encoding: .utf8).split(separator: "\n")
            .map(String.init).filter { $0.contains(state) }
        return mounts + processes().map { "process \($0.pid): \($0.words)" } + bundles().map { "bundle \($0)" }
    }

    /// The instances that have a bundle.
    func bundles() -> [String] { names(in: "instances") }

    /// What is in a folder of the state directory.
    func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(state)/\(folder)")) ?? []).sorted()
    }

    /// How many bytes a file of the state directory has; 0 where there is none.
    func size(of file: String) -> Int {
        var status = stat()
        return stat("\(state)/\(file)", &status) == 0 ? Int(status.st_size) : 0
    }

    /// The processes that have the state directory among their words, and what runs in its containers.
    func processes() -> [(pid: Int32, words: String)] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.compactMap { Int32($0) }.compactMap { pid in
            guard pid != getpid(), let data = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") else {
                return nil
            }
            let words = String(decoding: data, as: UTF8.self).replacingOccurrences(of: "\0", with: " ")
            let groups = (try? String(contentsOfFile: "/proc/\(pid)/cgroup", encoding: .utf8)) ?? ""
            guard !data.isEmpty, words.contains(state) || groups.contains(controlGroup) else { return nil }
            return (pid, words)
        }
    }

    /// The name of its control groups: what its path hashes to (FNV-1a).
    private var controlGroup: String {
        let hash = state.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        let text = String(hash, radix: 16)
        return "/emergence-" + String(repeating: "0", count: 8 - text.count) + text
    }

    /// Ends every process of this place at once, as a power cut does.
    func killAll() {
        while case let all = processes(), !all.isEmpty {
            for (pid, _) in all { kill(pid, SIGKILL) }
            usleep(10_000)
        }
    }

    /// A power cut and the restart after it: no process, no mount, nothing in `run`.
    func cutPower() throws {
        killAll()
        try unmountAll()
        for link in (try? FileManager.default.contentsOfDirectory(atPath: "/sys/class/net")) ?? []
        where link == bridge {
            Glibc.system("ip link delete \(link)")
        }
        try FileManager.default.removeItem(atPath: state + "/run")
    }

    /// The table of mounts can miss one while others are made and taken away, so it is read until it has none.
    private func unmountAll() throws {
        while true {
            let mounts = try String(contentsOfFile: "/proc/self/mounts", encoding: .utf8).split(separator: "\n")
                .map { String($0.split(separator: " ")[1]) }.filter { $0.hasPrefix(state + "/") }
            let kept = names(in: "run/netns").map { "\(state)/run/netns/\($0)" }
            // What isn't mounted answers EINVAL.
            if (mounts.reversed() + kept).filter({ umount2($0, Int32(MNT_DETACH)) == 0 }).isEmpty { return }
        }
    }

    /// The network's bridge; nil if there is none.
    var bridge: String? {
        guard let data = FileManager.default.contents(atPath: state + "/run/network.json"),
            let record = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        else { return nil }
        return record["bridge"] as? String
    }
}
