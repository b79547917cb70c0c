import Testing

@testable import Runtime

@Suite("The AppArmor profile of containers")
struct KernelSecurityTests {
    @Test(
        "is one that is loaded and enforced, docker's before podman's newest, nerdctl's and containerd's",
        arguments: [
            ("", nil),
            ("/usr/sbin/ntpd (enforce)\nunprivileged_userns (enforce)", nil),
            ("docker-default (complain)", nil),
            ("docker-default-2 (enforce)", nil),
            ("docker-default (enforce)", "docker-default"),
            ("cri-containerd.apparmor.d (enforce)\nnerdctl-default (enforce)", "nerdctl-default"),
            ("containers-default-0.9.1 (enforce)\ncontainers-default-0.50.1 (enforce)", "containers-default-0.50.1"),
            ("containers-default-0.50.1 (complain)\ncri-containerd.apparmor.d (enforce)", "cri-containerd.apparmor.d"),
            ("containers-default-0.50.1 (enforce)\ndocker-default (enforce)", "docker-default"),
        ])
    func profile(loaded: String, chosen: String?) {
        #expect(KernelSecurity.apparmorProfile(among: loaded) == chosen)
    }
}
