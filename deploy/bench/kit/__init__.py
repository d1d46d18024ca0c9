"""What deploy/bench and deploy/chaos share: a service and a lab as processes of their own (stage), callers (callers), what the processes cost
(proc), and a judge who compares what every caller said with what lies in the mailboxes (judge). Standard library only; loopback only."""
