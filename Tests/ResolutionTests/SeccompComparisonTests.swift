import Foundation
import OCI
import Testing

@testable import Resolution

/// Needs the profile of Debian's golang-github-containers-common, and the kernel's headers.
@Suite("The profile beside podman's and the kernel's own list")
struct SeccompComparisonTests {
    /// A difference, and why.
    private struct Difference {
        let calls: Set<String>
        let reason: String

        init(_ calls: String, because reason: String) {
            self.calls = Set(calls.split(separator: " ").map(String.init))
            self.reason = reason
        }
    }

    /// What Emergence lets through and podman 4.3's profile (containers-common 0.50) doesn't.
    private static let more = [
        Difference(
            "cachestat fchmodat2 file_getattr file_setattr futex_requeue futex_wait futex_waitv futex_wake getxattrat "
                + "listmount listns listxattrat lsm_get_self_attr lsm_list_modules lsm_set_self_attr map_shadow_stack "
                + "mseal open_tree_attr removexattrat rseq_slice_yield set_mempolicy_home_node setxattrat statmount "
                + "uprobe uretprobe",
            because: "they came to Linux after that profile"),
        Difference(
            "io_pgetevents io_pgetevents_time64",
            because: "they wait as io_getevents does, which both let through"),
        Difference("quotactl_fd", because: "it does what quotactl does, which both let through with CAP_SYS_ADMIN"),
    ]

    /// What podman 4.3's profile lets through and Emergence doesn't.
    private static let fewer = [
        Difference(
            "fsconfig fsmount fsopen fspick mount mount_setattr move_mount open_tree pivot_root setns umount umount2 "
                + "unshare",
            because: "podman runs inside containers; others mount and make namespaces with CAP_SYS_ADMIN alone"),
        Difference("clone3", because: "its flags can't be filtered, so without CAP_SYS_ADMIN there is none"),
        Difference("keyctl", because: "keyrings go by user ids, not by containers"),
        Difference("pidfd_getfd", because: "it takes another process's files, so it takes CAP_SYS_PTRACE"),
        Difference("get_mempolicy mbind set_mempolicy", because: "NUMA nodes are shared: it takes CAP_SYS_NICE"),
        Difference("reboot", because: "it takes CAP_SYS_BOOT, as the kernel has it"),
        Difference("syslog", because: "the kernel's log has its addresses: it takes CAP_SYSLOG"),
        Difference(
            "epoll_ctl_old epoll_wait_old lookup_dcookie query_module syscall timerfd",
            because: "they are no calls of any kernel of today"),
    ]

    @Test(
        "every difference from podman's is one that has a reason",
        arguments: [
            [], ["CAP_SYS_CHROOT"], ["CAP_SYS_ADMIN"], ["CAP_SYS_PTRACE", "CAP_SYS_TIME"], ["CAP_SYS_MODULE"],
            SeccompProfile.capabilities.sorted() + ["CAP_AUDIT_WRITE"],
        ])
    func podman(capabilities: [String]) throws {
        guard let published = try PublishedProfile.installed() else {
            try skip("golang-github-containers-common")
            return
        }
        let theirs = published.allowed(with: Set(capabilities))
        let ours = allowed(with: capabilities)
        let reasonsForMore = Self.more.reduce(into: Set()) { $0.formUnion($1.calls) }
        let reasonsForFewer = Self.fewer.reduce(into: Set()) { $0.formUnion($1.calls) }
        #expect(ours.subtracting(theirs).subtracting(reasonsForMore) == [])
        #expect(theirs.subtracting(ours).subtracting(reasonsForFewer) == [])
        if capabilities.count > 5 {
            #expect(reasonsForMore.subtracting(ours.subtracting(theirs)) == [], "a reason is for no difference")
        } else if capabilities == [] {
            let none: Set = ["lookup_dcookie", "query_module"]
            #expect(reasonsForFewer.subtracting(theirs.subtracting(ours)) == none, "a reason is for no difference")
        }
    }

    @Test("every call of the kernel's headers, up to the newest that is known, is in a group", arguments: [32, 64])
    func kernel(bits: Int) throws {
        let path = "/usr/include/x86_64-linux-gnu/asm/unistd_\(bits).h"
        guard let header = try? String(contentsOfFile: path, encoding: .utf8) else {
            #if arch(x86_64)
                try skip("linux-libc-dev")
            #endif
            return
        }
        let calls = header.split(separator: "\n").compactMap { line -> (name: String, number: Int)? in
            let words = line.split(separator: " ")
            guard words.count == 3, words[0] == "#define", words[1].hasPrefix("__NR_"), let number = Int(words[2])
            else { return nil }
            return (String(words[1].dropFirst("__NR_".count)), number)
        }
        #expect(calls.count > 300)
        #expect(calls.filter { $0.number <= 471 && !SeccompProfile.calls.contains($0.name) }.map(\.name) == [])
    }

    private func allowed(with capabilities: [String]) -> Set<String> {
        let profile = SeccompProfile.compiled(
            for: SeccompSetting(capabilities: capabilities, kernel: KernelVersion(6, 1), architecture: "amd64"))
        return Set((profile.syscalls ?? []).filter { $0.action == "SCMP_ACT_ALLOW" }.flatMap(\.names))
    }

    private func skip(_ package: String) throws {
        if ProcessInfo.processInfo.environment["CI"] == "true" {
            Issue.record("\(package) must be installed")
        } else {
            print("skipped: no \(package)")
        }
    }
}
