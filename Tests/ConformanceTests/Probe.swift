import Foundation
import OCI
import Processes
import Testing

/// The image whose process looks around: busybox, and a program that makes single system calls.
enum Probe {
    /// The line after the last answer.
    static let end = "== end"

    /// Writes the image's one layer, unpacked, into a snapshot's folder.
    static func write(to root: String) async throws {
        let files = FileManager.default
        for folder in ["bin", "etc", "srv", "tmp", "proc", "dev", "sys", "data", "cache"] {
            try files.createDirectory(atPath: "\(root)/\(folder)", withIntermediateDirectories: true)
        }
        for name in ["hosts", "hostname", "resolv.conf"] {
            #expect(files.createFile(atPath: "\(root)/etc/\(name)", contents: nil))
        }
        let busybox = try await Command("sh", ["-c", "command -v busybox"]).output()
            .trimmingCharacters(in: .whitespacesAndNewlines)
        try files.copyItem(atPath: busybox, toPath: root + "/bin/busybox")
        for name in try await Command(busybox, ["--list"]).output().split(separator: "\n") where name != "busybox" {
            try files.createSymbolicLink(atPath: "\(root)/bin/\(name)", withDestinationPath: "busybox")
        }
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Probe/call.c"
        _ = try await Command("cc", ["-static", "-O1", "-o", root + "/bin/call", source]).output()
    }

    /// What the process does: the words that commands may use, then each check's command after a line with its number.
    /// It stays when it is through, so that a terminal's last lines aren't lost with it.
    static func script(for checks: [Check], without refused: Set<Int> = []) throws -> String {
        let spaces = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/ns").map { name in
            try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/\(name)")
        }
        let words = """
            status() { sed -n "s/^$1:[[:space:]]*//p" /proc/1/status | sed 's/ *$//'; }
            mount() { awk -v p="$1" '$5 == p' /proc/self/mountinfo | tail -n 1; }
            mode() { mount "$1" | cut -d' ' -f6 | cut -d, -f1; }
            type() { mount "$1" | sed 's/.* - //' | cut -d' ' -f1; }
            rate() { cat "/sys/fs/cgroup/blkio/blkio.throttle.$1_device" 2>&- ||
                sed -n "s/^\\(7:0\\) .*$2=\\([0-9]*\\).*/\\1 \\2/p" /sys/fs/cgroup/io.max; }
            annotation() { tr -d '\\n' </state | grep -o '"'"$1"'": *"[^"]*"' | sed 's/.*: *"//; s/"$//'; }
            group() { cat "/sys/fs/cgroup/$1" 2>&- || cat "/sys/fs/cgroup/$2"; }
            space() { case " \(spaces.joined(separator: " ")) " in
                *" $(readlink /proc/self/ns/$1) "*) echo the host\\'s ;;
                *) echo own ;;
            esac }

            """
        let questions = checks.enumerated().compactMap { number, check -> String? in
            guard case .inside(let command) = check.question, !refused.contains(number) else { return nil }
            return "echo '== \(number)'\n\(command)\n"
        }
        return words + questions.joined() + "echo '\(end)'\nexec sleep 1000000\n"
    }

    /// What each command printed, its lines joined by blanks.
    static func answers(_ lines: [String]) -> [Int: String] {
        var answers: [Int: [String]] = [:]
        var number = -1
        for line in lines.map({ $0.trimmingCharacters(in: .whitespaces) }) {
            if line.hasPrefix("== "), let next = Int(line.dropFirst(3)) {
                number = next
                answers[number] = []
            } else {
                answers[number, default: []].append(line)
            }
        }
        return answers.mapValues { $0.joined(separator: " ") }
    }
}
